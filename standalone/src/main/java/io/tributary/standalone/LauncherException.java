package io.tributary.standalone;

/**
 * Something the person at the terminal can understand and act on; the message is the whole text.
 */
public final class LauncherException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LauncherException(String message) {
    super(message);
  }

  public LauncherException(String message, Throwable cause) {
    super(message, cause);
  }
}
