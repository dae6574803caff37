package io.tributary.web.datasets;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.UploadView;
import io.tributary.client.problem.Violation;
import io.tributary.web.layout.Words;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes files from the page's script, piece by piece, and passes them on while they arrive. */
@RestController
class DatasetUploadController {
  private final MessageSource messages;
  private final Words words;

  DatasetUploadController(MessageSource messages, Words words) {
    this.messages = messages;
    this.words = words;
  }

  @PostMapping("/datasets/uploads")
  UploadView begin(
      PlatformGateway platform,
      @RequestParam String name,
      @RequestParam String fingerprint,
      @RequestParam long length) {
    return platform.beginUpload(name, fingerprint, length);
  }

  @GetMapping("/datasets/uploads/{id}")
  UploadView progress(PlatformGateway platform, @PathVariable String id) {
    return platform.upload(id);
  }

  @PatchMapping(
      path = "/datasets/uploads/{id}",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<Void> send(
      PlatformGateway platform,
      @PathVariable String id,
      @RequestParam long offset,
      HttpServletRequest request)
      throws IOException {
    platform.sendUpload(id, offset, request.getInputStream(), request.getContentLengthLong());
    return ResponseEntity.noContent().build();
  }

  @PostMapping(path = "/datasets", consumes = MediaType.APPLICATION_JSON_VALUE)
  UploadAnswer create(PlatformGateway platform, @RequestBody DatasetRequest request) {
    DatasetView stored = platform.createDataset(request);
    return new UploadAnswer("/datasets/" + stored.id(), "", "", List.of());
  }

  @ExceptionHandler
  ResponseEntity<UploadAnswer> refused(TributaryException refusal) {
    return ResponseEntity.status(refusal.status())
        .body(
            new UploadAnswer(
                "",
                words.of("refusal.title", refusal.code(), ""),
                String.valueOf(refusal.getMessage())
                    + " "
                    + words.refusalAdvice(refusal.code(), refusal.advice()),
                refusal.violations()));
  }

  @ExceptionHandler
  ResponseEntity<UploadAnswer> unreachable(PlatformUnreachable unreachable) {
    return ResponseEntity.status(503)
        .body(
            new UploadAnswer(
                "", said("error.unreachable.title"), said("error.unreachable.advice"), List.of()));
  }

  private String said(String key) {
    return messages.getMessage(key, null, LocaleContextHolder.getLocale());
  }

  /**
   * What the page's script gets.
   *
   * @param location page of the new data set; empty when it was refused
   */
  record UploadAnswer(String location, String message, String advice, List<Violation> violations) {}
}
