package io.tributary.client.job;

import java.util.Set;

/** What a client must know about the states of jobs. */
public final class JobStates {
  public static final String SUCCEEDED = "SUCCEEDED";
  private static final Set<String> TERMINAL = Set.of(SUCCEEDED, "FAILED", "CANCELLED");

  private JobStates() {}

  /** Whether a job in this state never moves again. */
  public static boolean isTerminal(String state) {
    return TERMINAL.contains(state);
  }
}
