package io.tributary.platform.problem;

import java.util.Locale;

/** Stable codes of error answers. One per kind of mistake; never renamed. */
public enum ErrorCode {
  // The first code of a status is the general one: what the framework refuses gets it.
  INTERNAL(500),
  INVALID_REQUEST(400),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  CONFLICT(409),
  PAYLOAD_TOO_LARGE(413),
  UPLOAD_PROTOCOL(412),
  UNSUPPORTED_MEDIA_TYPE(415),
  RANGE_NOT_SATISFIABLE(416),
  /** Well formed, but what it says cannot be done; the violations say why. */
  INVALID_CONTENT(422),
  INVALID_JOB_SPEC(422),
  MALFORMED_DOCUMENT(400),
  ILLEGAL_TRANSITION(409),
  IDEMPOTENCY_KEY_REUSED(409),
  DATASET_INVALID_NAME(422),
  DATASET_INVALID_SPEC(422),
  DATASET_UNKNOWN_FORMAT(422),
  DATASET_EMPTY(422),
  DATASET_DAMAGED_GZIP(422),
  DATASET_DAMAGED_ZSTD(422),
  DATASET_DAMAGED_IDX(422),
  /** Cut, or otherwise not what its beginning promises: any format without a code of its own. */
  DATASET_DAMAGED_FILE(422),
  /** Complete, but it holds what no data set can. */
  DATASET_UNSUPPORTED_CONTENT(422),
  DATASET_UNEQUAL_IMAGES(422),
  DATASET_DAMAGED_LIBSVM(422),
  DATASET_NOT_TEXT(422),
  DATASET_LINE_TOO_LONG(422),
  DATASET_WRONG_DELIMITER(422),
  DATASET_INVALID_COLUMNS(422),
  DATASET_NOT_FINITE(422),
  DATASET_SCHEMA_MISMATCH(422),
  DATASET_ROWS_REJECTED(422),
  DATASET_TOO_LARGE(413),
  DATASET_QUOTA_EXCEEDED(413),
  DATASET_INVALID_SOURCE(422),
  /** The operator does not allow it. */
  DATASET_SOURCE_NOT_ALLOWED(422),
  /** What was to be read does not answer, refuses, or ended early. */
  DATASET_SOURCE_FAILED(422),
  DATASET_IN_USE(409),
  /** Its rows are in files at agents, and nowhere else. */
  DATASET_STAYS_AT_AGENTS(409),
  /** Bytes of an upload are still to come. */
  UPLOAD_INCOMPLETE(409),
  /** Somebody else has sent the next bytes, or the sender has lost count. */
  UPLOAD_OFFSET_CONFLICT(409),
  UPLOAD_GONE(410),
  UPLOAD_BUSY(423),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  TOO_MANY_REQUESTS(429),
  UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** HTTP status of answers with this code. */
  public int status() {
    return status;
  }

  /** The kind of mistake in a few words, the same for every occurrence. */
  public String title() {
    String words = name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
