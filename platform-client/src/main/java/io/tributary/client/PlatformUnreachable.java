package io.tributary.client;

/** No answer came: nothing listens there, the connection broke, or it took too long. */
public final class PlatformUnreachable extends RuntimeException {
  private final String advice;

  public PlatformUnreachable(String sentence, String advice, Throwable cause) {
    super(sentence, cause);
    this.advice = advice;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
