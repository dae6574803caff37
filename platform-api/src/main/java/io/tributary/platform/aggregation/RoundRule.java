package io.tributary.platform.aggregation;

import io.tributary.client.job.JobSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a step is committed without some of its partitions: where agents come and go. What it is
 * committed with is in the ledger; which agents were there in time is nobody's choice.
 *
 * @param minimumShare of the partitions without which no step is committed; 1 waits for all
 * @param patience how long a step waits for partitions whose agents are there
 */
record RoundRule(double minimumShare, Duration patience) {
  static RoundRule of(JobSpec spec) {
    JobSpec.StrategySpec strategy = Objects.requireNonNull(spec.strategy());
    return new RoundRule(
        or(strategy.minimumShare(), 1),
        Duration.ofMillis(Math.round(1000 * or(strategy.roundSeconds(), 0))));
  }

  private static double or(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }

  /** Partitions of so many without which nothing goes on. */
  int enough(int partitions) {
    // A share of 0.6 of 5 is 3, whatever 0.6 is in binary.
    return Math.max(1, (int) Math.ceil(minimumShare * partitions - 1e-9));
  }

  /**
   * Whether a step is committed now without those that are missing.
   *
   * @param partitions of the job
   * @param missing partitions that have not contributed
   * @param owned partitions whose agents are there
   * @param waited since the step could begin
   */
  boolean goesOn(
      int partitions, Collection<Integer> missing, Collection<Integer> owned, Duration waited) {
    return !missing.isEmpty()
        && partitions - missing.size() >= enough(partitions)
        && (waited.compareTo(patience) >= 0 || missing.stream().noneMatch(owned::contains));
  }
}
