package io.tributary.platform.advice;

import java.util.List;

/**
 * One committed step as it was timed, in microseconds.
 *
 * @param commit from the last contribution to the written update
 * @param turns of the agents, which together own every partition
 */
public record Round(long commit, List<Turn> turns) {
  public Round {
    turns = List.copyOf(turns);
  }

  /**
   * One agent's turn.
   *
   * @param agent the same number in all rounds, from 0
   * @param partitions that it computed
   * @param compute for all of them
   * @param encode for all of them
   * @param send one contribution
   * @param fold the update before
   * @param transit the way of the update to the agent and of its contribution back
   */
  public record Turn(
      int agent, int partitions, long compute, long encode, long send, long fold, long transit) {

    /** Time in which the agent can do nothing else. */
    long busy() {
      return fold + compute + encode + send;
    }
  }
}
