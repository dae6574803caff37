package io.tributary.engine.contribution;

import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.TrainingState;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which partition's batch an agent computes next, where each is a step of its own: of those within
 * the bound, the one that is furthest behind. Not thread-safe.
 */
final class OwnClocks {
  /**
   * Batches of a partition that may be on their way while it computes another: with none, an agent
   * with one partition would wait for its own round trip.
   */
  static final int ON_THEIR_WAY = 1;

  private final TrainingPlan plan;
  private final long bound;
  private final Map<Integer, Long> next = new HashMap<>();
  private Generation sentUnder = Generation.NONE;

  /** A partition's batch. */
  record Turn(PartitionRows rows, long clock) {}

  OwnClocks(TrainingPlan plan, StrategyDefinition.ByArrival strategy) {
    this.plan = plan;
    this.bound = strategy.bound();
  }

  /** The batch to compute now; empty where all are sent or would be too far ahead. */
  Optional<Turn> turn(
      TrainingState state, Generation assigned, Collection<PartitionRows> partitions) {
    long furthest = Math.min(state.slowestClock() + bound, plan.batches().totalSteps() - 1);
    return partitions.stream()
        .map(rows -> new Turn(rows, clock(state, assigned, rows.index())))
        .filter(turn -> turn.clock() <= furthest)
        .filter(turn -> turn.clock() <= state.clock(turn.rows().index()) + ON_THEIR_WAY)
        .min(Comparator.comparingLong(Turn::clock).thenComparing(turn -> turn.rows().index()));
  }

  private long clock(TrainingState state, Generation assigned, int partition) {
    long committed = state.clock(partition);
    return assigned.equals(sentUnder)
        ? Math.max(committed, next.getOrDefault(partition, 0L))
        : committed;
  }

  void sent(Turn turn, Generation assigned) {
    if (!assigned.equals(sentUnder)) {
      next.clear();
      sentUnder = assigned;
    }
    next.put(turn.rows().index(), turn.clock() + 1);
  }

  /** What was sent last may not have arrived. */
  void forgetSent() {
    sentUnder = Generation.NONE;
  }
}
