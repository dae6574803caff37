package io.tributary.client;

import io.tributary.client.problem.ErrorResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Turns what went wrong with a request into a sentence for the person who asked. */
final class Refusal {
  private Refusal() {}

  /** The control plane, or something before it, answered with an error status. */
  static TributaryException of(HttpRequest request, int status, byte[] body) {
    return new TributaryException(status, parsed(request, status, body));
  }

  /** The answer had a good status but a body that is not what the contract says. */
  static TributaryException notUnderstood(HttpRequest request, int status, JacksonException e) {
    return notUnderstood(request, status, e.getOriginalMessage());
  }

  private static TributaryException notUnderstood(HttpRequest request, int status, String why) {
    return new TributaryException(
        status,
        new ErrorResponse(
            null,
            "Answer not understood",
            status,
            "The answer to %s %s is not what this client expects: %s"
                .formatted(request.method(), request.uri(), why),
            null,
            "ANSWER_NOT_UNDERSTOOD",
            "Use a client of the same version as the control plane, and check that the address is"
                + " the API's.",
            List.of()));
  }

  /** The answer lacks a header without which it cannot be used. */
  static TributaryException withoutHeader(HttpRequest request, int status, String header) {
    return notUnderstood(
        request, status, "the header %s is missing or not valid".formatted(header));
  }

  /** No answer came. */
  static PlatformUnreachable unreachable(HttpRequest request, IOException e) {
    String place = request.uri().getScheme() + "://" + request.uri().getAuthority();
    if (e instanceof HttpTimeoutException) {
      return new PlatformUnreachable(
          "The platform at %s did not answer %s %s in time (%s)."
              .formatted(place, request.method(), request.uri().getPath(), reason(e)),
          "Look at the load and the log of the control plane, then try again.",
          e);
    }
    return new PlatformUnreachable(
        "The platform at %s cannot be reached (%s).".formatted(place, reason(e)),
        "Check that it is running and that the address is right.",
        e);
  }

  private static ErrorResponse parsed(HttpRequest request, int status, byte[] body) {
    if (body.length > 0) {
      try {
        ErrorResponse error = ContractJson.json().readValue(body, ErrorResponse.class);
        if (error.detail() != null || error.code() != null) {
          return error;
        }
      } catch (JacksonException notProblemDetails) {
        return undocumented(request, status);
      }
    }
    return undocumented(request, status);
  }

  private static ErrorResponse undocumented(HttpRequest request, int status) {
    return new ErrorResponse(
        null,
        null,
        status,
        "%s %s was answered with status %d and no explanation."
            .formatted(request.method(), request.uri(), status),
        null,
        null,
        "Check that the address is the API's and that nothing between here and it answers instead.",
        List.of());
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
