package io.tributary.platform.aggregation;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.platform.dispatch.Placement;
import java.util.List;

/**
 * A new assignment of a job's partitions, and why it is made.
 *
 * @param before the assignment that it replaces
 * @param relays of sites whose contributions are summed on their way from now on
 * @param unfit whether there are relays that this job cannot use: its steps are no sums over all
 *     partitions
 */
record Move(Placement before, Placement after, List<SiteRelay> relays, boolean unfit, Cause cause) {

  /** Why partitions are dealt out anew. */
  sealed interface Cause {
    /** A coordinator began. */
    record TakenOver() implements Cause {}

    /** Agents came, went or may not take part any more. */
    record AgentsChanged() implements Cause {}

    /** Measured speeds promise a faster step; both in milliseconds, predicted. */
    record Faster(double beforeMillis, double afterMillis) implements Cause {}

    /** Agents that are alive kept a step waiting for so many seconds. */
    record Late(List<AgentId> agents, long step, double seconds) implements Cause {}

    /**
     * Relays kept a step waiting for so many seconds: their sites' agents contribute themselves.
     */
    record RelaysLate(List<SiteRelay> relays, long step, double seconds) implements Cause {}

    /** A relay that was late sums again, or one came or went. */
    record RelaysChanged() implements Cause {}

    /** Agents that were too slow or late get another chance. */
    record TriedAgain(List<AgentId> agents) implements Cause {}
  }

  /** Partitions that have another owner now, rising. */
  List<Integer> moved() {
    return after.movedSince(before);
  }
}
