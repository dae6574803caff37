package io.tributary.platform.model.web;

import io.tributary.client.Page;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.problem.Violation;
import io.tributary.platform.checkpoint.StateDigest;
import io.tributary.platform.model.Models;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models, and the promotion that makes them. */
@RestController
@RequestMapping("/api/v1")
class ModelController {
  private static final String NATIVE = "native";

  private final Models models;

  ModelController(Models models) {
    this.models = models;
  }

  /** {@code step} is a number of steps, or {@code latest}. */
  @PostMapping("/jobs/{id}/checkpoints/{step}/promote")
  @ResponseStatus(HttpStatus.CREATED)
  ModelView promote(
      @PathVariable UUID id,
      @PathVariable String step,
      @RequestBody PromoteRequest request,
      Principal user) {
    return models.promote(id, step, request, user.getName());
  }

  @GetMapping("/models")
  Page<ModelView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    return models.list(cursor, limit);
  }

  @GetMapping("/models/{id}")
  ModelView get(@PathVariable UUID id) {
    return models.get(id);
  }

  @GetMapping("/models/{id}/download")
  ResponseEntity<byte[]> download(
      @PathVariable UUID id, @RequestParam(defaultValue = NATIVE) String format) {
    if (!format.equals(NATIVE)) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The format '%s' is not supported yet.".formatted(format),
          "Use format=native; ONNX is planned.",
          List.of(new Violation("format", "is not supported", "Use native.")));
    }
    ModelView model = models.get(id);
    byte[] file = models.file(id);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .eTag("\"" + StateDigest.of(file) + "\"")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("%s-%d.zip".formatted(model.name(), model.version()))
                .build()
                .toString())
        .body(file);
  }

  @PostMapping("/models/{id}/predict")
  Predictions predict(@PathVariable UUID id, @RequestBody PredictRequest request) {
    return models.predict(id, request);
  }
}
