package io.tributary.web.samples;

import io.tributary.client.TributaryException;
import io.tributary.client.sample.SampleKind;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** From nothing to a running job with one click: makes a sample, uploads it, trains on it. */
@Controller
class SamplesPageController {

  @GetMapping("/samples")
  String page(Model model) {
    return show(model, SampleForm.usual());
  }

  @PostMapping("/samples/{kind}")
  String tryIt(
      PlatformGateway platform,
      @PathVariable String kind,
      @RequestParam(defaultValue = "") String rows,
      @RequestParam(defaultValue = "") String seed,
      Model model,
      HttpServletResponse response)
      throws IOException {
    SampleForm form = new SampleForm(kindOf(kind), rows, seed);
    if (!form.isValid()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(model, form);
    }
    try {
      upload(platform, form);
      return "redirect:/jobs/" + platform.submit(form.chosen().jobSpec());
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      response.setStatus(refusal.status());
      model.addAttribute("refusal", refusal);
      return show(model, form);
    }
  }

  private static void upload(PlatformGateway platform, SampleForm form) throws IOException {
    Path directory = Files.createTempDirectory("tributary-sample");
    try {
      List<Path> files =
          form.chosen()
              .writeTo(
                  directory.resolve(form.chosen().toString()), form.seedNumber(), form.rowCount());
      platform.upload(form.chosen().datasetName(), files);
    } finally {
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  private static SampleKind kindOf(String word) {
    return Arrays.stream(SampleKind.values())
        .filter(kind -> kind.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static String show(Model model, SampleForm form) {
    model.addAttribute("kinds", SampleKind.values());
    model.addAttribute("form", form);
    return "samples/samples";
  }
}
