package io.tributary.client;

import java.time.Duration;

/**
 * How often a call that may be repeated is tried when the connection fails, and how long to wait
 * between: {@code first}, then twice as long each time, never longer than {@code longest}.
 *
 * @param attempts tries in all, at least 1
 */
public record Retry(int attempts, Duration first, Duration longest) {
  /** Four tries within about a second and a half. */
  public static final Retry DEFAULT = new Retry(4, Duration.ofMillis(200), Duration.ofSeconds(2));

  /** Two minutes: long enough for a control plane to be started again. */
  public static final Retry PATIENT = new Retry(60, Duration.ofMillis(500), Duration.ofSeconds(2));

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + ", but must be at least 1");
    }
  }

  /**
   * Waiting time after a failure.
   *
   * @param failures failed tries in a row, from 1
   */
  Duration waitAfter(int failures) {
    Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
