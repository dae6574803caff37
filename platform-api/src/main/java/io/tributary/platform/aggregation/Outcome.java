package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What followed from a contribution or a command. */
sealed interface Outcome {
  /**
   * A step's update was written.
   *
   * @param step committed steps before it
   * @param last whether it was the evaluation after the last step
   * @param parametersNorm Euclidean norm of the parameters before the step; NaN when the step did
   *     not evaluate
   * @param updateBytes of its values
   * @param sumSquares squared norm of the sum over partitions; NaN where nobody asks
   * @param noise what it says about the gradients; null where it did not look at that
   * @param acknowledged offset after the update, once it is committed
   */
  record Written(
      long step,
      boolean last,
      UpdateSummary summary,
      double parametersNorm,
      long updateBytes,
      double sumSquares,
      @Nullable GradientLengths noise,
      CompletableFuture<Long> acknowledged)
      implements Outcome {}

  /**
   * An evaluation that no step waited for is complete.
   *
   * @param step committed steps at which it was done
   * @param sums over the whole holdout
   * @param parametersNorm Euclidean norm of the parameters there
   */
  record Evaluated(long step, MetricSums sums, double parametersNorm) implements Outcome {}

  /** A step has to be computed again on a coarser grid. */
  record Reissued(long step, int attempt) implements Outcome {}

  /** Every partition has said what it remembers after {@code step} committed steps. */
  record Remembered(long step, SortedMap<Integer, byte[]> memories) implements Outcome {}

  /** A loss or gradient of this step was not finite. The job cannot go on. */
  record Diverged(long step) implements Outcome {}

  /** An agent computed at other parameters than the ledger gives. Its contribution was dropped. */
  record Disagreed(AgentId agent, long step) implements Outcome {}
}
