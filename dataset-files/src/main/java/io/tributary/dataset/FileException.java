package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import java.util.List;

/**
 * Files that cannot be read as a table, explained for the person whose files they are: a stable
 * code, a sentence with the values in it, advice.
 */
public final class FileException extends RuntimeException {
  private final FileFault fault;
  private final String advice;
  private final transient List<Violation> violations;

  public FileException(FileFault fault, String sentence, String advice) {
    this(fault, sentence, advice, List.of());
  }

  public FileException(
      FileFault fault, String sentence, String advice, List<Violation> violations) {
    super(sentence);
    this.fault = fault;
    this.advice = advice;
    this.violations = List.copyOf(violations);
  }

  public FileFault fault() {
    return fault;
  }

  public String advice() {
    return advice;
  }

  public List<Violation> violations() {
    return violations;
  }
}
