package io.tributary.platform.problem;

import io.tributary.client.problem.ErrorResponse;
import io.tributary.client.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one shape of error answers: RFC 9457 problem details with code, advice and violations. For
 * filters that answer before a controller is reached; controllers throw {@link PlatformException}.
 * Thread-safe.
 */
@Component
public class ErrorAnswers {
  private final JsonMapper json;

  ErrorAnswers(JsonMapper json) {
    this.json = json;
  }

  /** The answer's body. {@code path} is the request's path. */
  public static ErrorResponse body(
      ErrorCode code, String sentence, String advice, List<Violation> violations, String path) {
    return new ErrorResponse(
        "urn:tributary:error:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        code.title(),
        code.status(),
        sentence,
        path,
        code.name(),
        advice,
        List.copyOf(violations));
  }

  /** Writes an answer whose headers are not sent yet; nothing happens where they are. */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      ErrorCode code,
      String sentence,
      String advice)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body =
        json.writeValueAsBytes(body(code, sentence, advice, List.of(), request.getRequestURI()));
    response.setStatus(code.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
