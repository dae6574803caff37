package io.tributary.platform.job;

import java.util.List;

/**
 * Stable codes of why a job's partitions were dealt out anew, each with the names of the values
 * that its sentence has, so that a client can say the sentence in another language. Never renamed.
 */
public enum MoveCode {
  TAKEN_OVER,
  AGENTS_CHANGED,
  FASTER("moved", "beforeMillis", "afterMillis"),
  LATE("agentNames", "step", "seconds", "moved"),
  RELAYS_LATE("agentNames", "sites", "step", "seconds"),
  RELAYS_CHANGED,
  TRIED_AGAIN("agentNames");

  private static final List<String> ALWAYS = List.of("generation", "owned");

  private final List<String> facts;

  MoveCode(String... facts) {
    this.facts = List.of(facts);
  }

  /** Names of the values that only this code's sentence has. */
  public List<String> facts() {
    return facts;
  }

  /** Names of the values that every sentence may have: the generation, and who owns what now. */
  public static List<String> common() {
    return ALWAYS;
  }
}
