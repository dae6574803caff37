package io.tributary.platform.model.web;

import io.tributary.client.Page;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.platform.checkpoint.StateDigest;
import io.tributary.platform.model.FilePredictions;
import io.tributary.platform.model.ModelFormat;
import io.tributary.platform.model.ModelImports;
import io.tributary.platform.model.Models;
import io.tributary.platform.model.PredictionFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Models, and the promotion that makes them. An {@code id} is an id, a name (its newest version
 * that is not archived), name@version or name@stage.
 */
@RestController
@RequestMapping("/api/v1")
class ModelController {
  private final Models models;
  private final FilePredictions files;
  private final ModelImports imports;

  ModelController(Models models, FilePredictions files, ModelImports imports) {
    this.models = models;
    this.files = files;
    this.imports = imports;
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
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    return models.list(name, stage, cursor, limit);
  }

  /**
   * The body is a file in the native format.
   *
   * @param name under which it is stored; the one in the file where absent
   */
  @PostMapping(
      path = "/models",
      consumes = {"application/zip", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  @ResponseStatus(HttpStatus.CREATED)
  ModelView add(
      InputStream body, @RequestParam(required = false) @Nullable String name, Principal user)
      throws IOException {
    return imports.add(body, name, user.getName());
  }

  @GetMapping("/models/{id}")
  ModelView get(@PathVariable String id) {
    return models.get(id);
  }

  @PatchMapping("/models/{id}")
  ModelView change(@PathVariable String id, @RequestBody ModelChange change) {
    return models.change(id, change);
  }

  @GetMapping("/models/{id}/download")
  ResponseEntity<byte[]> download(
      @PathVariable String id, @RequestParam(defaultValue = "native") String format) {
    ModelFormat wanted = ModelFormat.of(format);
    ModelView model = models.get(id);
    byte[] file = models.file(model.id(), wanted);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(wanted.mediaType()))
        .eTag("\"" + StateDigest.of(file) + "\"")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("%s-%d.%s".formatted(model.name(), model.version(), wanted.ending()))
                .build()
                .toString())
        .body(file);
  }

  /**
   * The body is a file of any format that data sets are made of.
   *
   * @param format {@code csv} or {@code jsonl}
   */
  @PostMapping(
      path = "/models/{id}/predict",
      consumes = {
        "text/csv",
        "text/tab-separated-values",
        "application/x-ndjson",
        MediaType.APPLICATION_OCTET_STREAM_VALUE
      })
  void predictFile(
      @PathVariable String id,
      @RequestParam(defaultValue = "csv") String format,
      InputStream body,
      HttpServletResponse response)
      throws IOException {
    PredictionFormat wanted = PredictionFormat.of(format);
    files.predict(
        id,
        body,
        wanted,
        () -> {
          response.setContentType(wanted.mediaType());
          try {
            return response.getOutputStream();
          } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be sent", e);
          }
        });
  }

  @PostMapping(path = "/models/{id}/predict", consumes = MediaType.APPLICATION_JSON_VALUE)
  Predictions predict(@PathVariable String id, @RequestBody PredictRequest request) {
    return models.predict(id, request);
  }
}
