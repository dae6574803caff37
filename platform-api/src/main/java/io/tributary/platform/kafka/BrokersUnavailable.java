package io.tributary.platform.kafka;

/** The brokers did not do what was asked in time. Trying again later can help. */
public final class BrokersUnavailable extends RuntimeException {
  public BrokersUnavailable(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
