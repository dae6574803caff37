package io.tributary.web.layout;

import io.tributary.client.TributaryException;
import io.tributary.client.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that says what went wrong and what to do.
 *
 * @param status HTTP status
 * @param kind message key part: {@code 403}, {@code 404}, {@code unreachable}, ...
 * @param code of the refusal; null where nothing was refused
 * @param detail the control plane's sentence; empty where it said none
 * @param advice the control plane's advice; empty where it gave none
 */
record ErrorPage(
    int status,
    String kind,
    @Nullable String code,
    String detail,
    String advice,
    List<Violation> violations) {

  /** For an error that this application found by itself. */
  static ErrorPage of(int status) {
    return new ErrorPage(status, kindOf(status), null, "", "", List.of());
  }

  static ErrorPage of(TributaryException refusal) {
    return new ErrorPage(
        refusal.status(),
        kindOf(refusal.status()),
        refusal.code(),
        String.valueOf(refusal.getMessage()),
        refusal.advice(),
        refusal.violations());
  }

  static ErrorPage unreachable() {
    return new ErrorPage(503, "unreachable", null, "", "", List.of());
  }

  private static String kindOf(int status) {
    return switch (status) {
      case 403, 404, 405, 409, 503 -> Integer.toString(status);
      default -> status < 500 ? "request" : "server";
    };
  }
}
