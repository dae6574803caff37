package io.tributary.platform.problem;

/** Stable codes of error answers. One per kind of mistake; never renamed. */
public enum ErrorCode {
  INTERNAL(500),
  INVALID_REQUEST(400),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  CONFLICT(409),
  INVALID_JOB_SPEC(422),
  MALFORMED_DOCUMENT(400),
  ILLEGAL_TRANSITION(409),
  IDEMPOTENCY_KEY_REUSED(409),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** HTTP status of answers with this code. */
  public int status() {
    return status;
  }
}
