package io.tributary.platform.problem;

import io.tributary.client.problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, or a part of the platform that cannot go on, explained for the
 * person who asked: a stable code, a sentence with the values in it, advice.
 */
public final class PlatformException extends RuntimeException {
  private final ErrorCode code;
  private final String advice;
  private final transient List<Violation> violations;
  private final @Nullable Duration retryAfter;

  public PlatformException(ErrorCode code, String sentence, String advice) {
    this(code, sentence, advice, List.of());
  }

  public PlatformException(
      ErrorCode code, String sentence, String advice, List<Violation> violations) {
    this(code, sentence, advice, violations, null);
  }

  private PlatformException(
      ErrorCode code,
      String sentence,
      String advice,
      List<Violation> violations,
      @Nullable Duration retryAfter) {
    super(sentence);
    this.code = code;
    this.advice = advice;
    this.violations = List.copyOf(violations);
    this.retryAfter = retryAfter;
  }

  /** A request that may be repeated after {@code wait}; the answer says so in Retry-After. */
  public static PlatformException retryLater(
      ErrorCode code, String sentence, String advice, Duration wait) {
    return new PlatformException(code, sentence, advice, List.of(), wait);
  }

  public ErrorCode code() {
    return code;
  }

  public String advice() {
    return advice;
  }

  public List<Violation> violations() {
    return violations;
  }

  /** How long to wait before the request is repeated; empty where waiting does not help. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
