package io.tributary.web.datasets;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.DatasetView;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes the upload of the page's script and passes it on while it arrives. */
@RestController
class DatasetUploadController {
  private final MessageSource messages;
  private final Words words;

  DatasetUploadController(MessageSource messages, Words words) {
    this.messages = messages;
    this.words = words;
  }

  @PostMapping(path = "/datasets", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<UploadAnswer> upload(
      PlatformGateway platform,
      @RequestHeader("Content-Type") String contentType,
      HttpServletRequest request)
      throws IOException {
    try {
      DatasetView stored =
          platform.upload(contentType, request.getContentLengthLong(), request.getInputStream());
      return ResponseEntity.ok(new UploadAnswer("/datasets/" + stored.id(), "", "", List.of()));
    } catch (TributaryException refusal) {
      return ResponseEntity.status(refusal.status())
          .body(
              new UploadAnswer(
                  "",
                  words.of("refusal.title", refusal.code(), ""),
                  String.valueOf(refusal.getMessage())
                      + " "
                      + words.refusalAdvice(refusal.code(), refusal.advice()),
                  refusal.violations()));
    } catch (PlatformUnreachable unreachable) {
      return ResponseEntity.status(503)
          .body(
              new UploadAnswer(
                  "",
                  said("error.unreachable.title"),
                  said("error.unreachable.advice"),
                  List.of()));
    }
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
