package io.tributary.platform.job;

import java.util.List;

/**
 * Stable codes of what becomes of relays under a job's assignment, each with the names of the
 * values that its sentence has. Never renamed.
 */
public enum RelayCode {
  /** Relays sum what agents of their sites contribute. */
  SUMMED("relays"),
  /** There are relays, but the job's steps are no sums over all partitions. */
  UNFIT;

  private final List<String> facts;

  RelayCode(String... facts) {
    this.facts = List.of(facts);
  }

  /** Names of the values that come with the code. */
  public List<String> facts() {
    return facts;
  }
}
