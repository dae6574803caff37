package io.tributary.engine.wire;

/** Bytes that are not a record of this version, or were changed on the way. */
public final class CorruptRecordException extends IllegalArgumentException {
  public CorruptRecordException(String message) {
    super(message);
  }

  public CorruptRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
