package io.tributary.web.models;

import io.tributary.client.TributaryException;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Models: the list, one model, trying it out, its file. */
@Controller
class ModelPageController {
  /** As the REST contract has them. */
  private static final List<String> STAGES = List.of("none", "staging", "production", "archived");

  @GetMapping("/models")
  String list(PlatformGateway platform, Model model) {
    model.addAttribute("models", platform.models().stream().map(ModelPage::of).toList());
    return "models/models";
  }

  @GetMapping("/models/{id}")
  String page(PlatformGateway platform, @PathVariable String id, Model model) {
    ModelView subject = platform.model(id);
    model.addAttribute("page", ModelPage.of(subject));
    model.addAttribute("trial", trial(platform, subject));
    model.addAttribute("outcomes", List.of());
    model.addAttribute("refusal", null);
    model.addAttribute("changeRefusal", null);
    model.addAttribute("stages", STAGES);
    return "models/model";
  }

  /** What is wrong with a change is shown on the page. */
  @PostMapping("/models/{id}/edit")
  String edit(
      PlatformGateway platform,
      @PathVariable String id,
      @RequestParam String stage,
      @RequestParam String notes,
      Model model,
      HttpServletResponse response) {
    try {
      platform.changeModel(id, new ModelChange(stage, notes));
      return "redirect:/models/{id}";
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      response.setStatus(refusal.status());
      String view = page(platform, id, model);
      model.addAttribute("changeRefusal", refusal);
      return view;
    }
  }

  /** With rows of the data set, unless it was deleted: a model outlives its data. */
  private static TryPage trial(PlatformGateway platform, ModelView subject) {
    if (!(subject.provenance().get("datasetId") instanceof String dataset)) {
      return TryPage.of(subject);
    }
    try {
      return TryPage.of(subject, platform.profile(dataset), platform.preview(dataset));
    } catch (TributaryException refusal) {
      if (refusal.status() != 404) {
        throw refusal;
      }
      return TryPage.of(subject);
    }
  }

  @PostMapping("/models/{id}/predict")
  String predict(
      PlatformGateway platform,
      @PathVariable String id,
      @RequestParam Map<String, String> parameters,
      Model model) {
    ModelView subject = platform.model(id);
    TryOutForm form = TryOutForm.read(subject, parameters);
    try {
      model.addAttribute(
          "outcomes",
          TryOutForm.outcomes(
              platform.predict(id, new PredictRequest(List.of(form.row()))).predictions()));
      model.addAttribute("refusal", null);
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      model.addAttribute("outcomes", List.of());
      model.addAttribute("refusal", refusal);
    }
    return "models/model :: outcome";
  }

  @GetMapping("/models/{id}/download")
  ResponseEntity<StreamingResponseBody> download(
      PlatformGateway platform, @PathVariable String id, @RequestParam String format) {
    ModelView subject = platform.model(id);
    String ending = format.equals("onnx") ? "onnx" : "zip";
    ContentDisposition file =
        ContentDisposition.attachment()
            .filename(subject.name() + "-v" + subject.version() + "." + ending)
            .build();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(target -> platform.download(id, format, target));
  }
}
