package io.tributary.platform.problem;

import io.tributary.client.problem.Violation;
import java.util.List;

/**
 * A request that cannot be served, or a part of the platform that cannot go on, explained for the
 * person who asked: a stable code, a sentence with the values in it, advice.
 */
public final class PlatformException extends RuntimeException {
  private final ErrorCode code;
  private final String advice;
  private final transient List<Violation> violations;

  public PlatformException(ErrorCode code, String sentence, String advice) {
    this(code, sentence, advice, List.of());
  }

  public PlatformException(
      ErrorCode code, String sentence, String advice, List<Violation> violations) {
    super(sentence);
    this.code = code;
    this.advice = advice;
    this.violations = List.copyOf(violations);
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
}
