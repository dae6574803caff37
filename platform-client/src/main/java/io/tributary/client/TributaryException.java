package io.tributary.client;

import io.tributary.client.problem.ErrorResponse;
import io.tributary.client.problem.Violation;
import java.util.List;
import java.util.Objects;

/**
 * The control plane refused a request. The message is its sentence; {@link #error()} has the stable
 * code, the advice and the violations.
 */
public final class TributaryException extends RuntimeException {
  private final int status;
  private final transient ErrorResponse error;

  public TributaryException(int status, ErrorResponse error) {
    super(Objects.requireNonNullElse(error.detail(), "The control plane answered " + status + "."));
    this.status = status;
    this.error = error;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  public ErrorResponse error() {
    return error;
  }

  /** Stable code, for programs; {@code UNKNOWN} where the answer has none. */
  public String code() {
    return Objects.requireNonNullElse(error.code(), "UNKNOWN");
  }

  /** What to do; empty where the answer has none. */
  public String advice() {
    return Objects.requireNonNullElse(error.advice(), "");
  }

  /** One per offending field; never null. */
  public List<Violation> violations() {
    return Objects.requireNonNullElse(error.violations(), List.of());
  }
}
