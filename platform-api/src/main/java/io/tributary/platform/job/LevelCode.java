package io.tributary.platform.job;

import java.util.List;

/**
 * Stable codes of why a job's compression was made coarser or finer, each with the names of the
 * values that its sentence has, so that a client can say the sentence in another language. Never
 * renamed.
 */
public enum LevelCode {
  MEASURE,
  FEWER_BYTES(
      "roundTripMillis", "kilobytes", "bytesMillis", "megabytesPerSecond", "promisedMillis"),
  FINER("bytesMillis", "promisedMillis"),
  TOO_MUCH_KEPT("kept", "mostKept");

  private static final List<String> ALWAYS =
      List.of("step", "level", "before", "stepMillis", "computeMillis");

  private final List<String> facts;

  LevelCode(String... facts) {
    this.facts = List.of(facts);
  }

  /** Names of the values that this code's sentence may have beside the common ones. */
  public List<String> facts() {
    return facts;
  }

  /** Names of the values that every sentence may have. */
  public static List<String> common() {
    return ALWAYS;
  }
}
