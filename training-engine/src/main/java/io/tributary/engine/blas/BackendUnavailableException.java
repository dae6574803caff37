package io.tributary.engine.blas;

/** ND4J cannot compute here; the message says what is missing and what to do. */
public final class BackendUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
