package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.TrainingState;

/**
 * What one partition adds to the integers of a step. Depends on the partition's rows and memory,
 * the step and the state only, never on other partitions or earlier steps. Not thread-safe.
 */
interface StepShare {

  /**
   * One partition's turn in a step.
   *
   * @param step or the partition's clock, where each of its batches is a step of its own
   * @param parameters that it computes at, which the kernel has loaded; read-only
   * @param state read-only
   * @param before the partition's memory before the step; read-only
   * @param after overwritten with its memory after the step; not the same object
   */
  record Turn(
      PartitionRows rows,
      long step,
      float[] parameters,
      TrainingState state,
      PartitionMemory before,
      PartitionMemory after) {
    int partition() {
      return rows.index();
    }
  }

  /** What {@code partition} remembers before step 0. */
  PartitionMemory nothing(int partition);

  /**
   * Finds the share, and keeps it until the next call.
   *
   * @return sums over the rows that count as this partition's
   */
  MetricSums compute(Turn turn);

  /**
   * Of the gradient that was computed last, before it is encoded; only where {@link
   * GradientSpread#isTakenIn}.
   *
   * @param rows that it is a sum over
   */
  default GradientSpread spread(long rows) {
    throw new IllegalStateException("a share that is no gradient");
  }

  /** Adds the share that was computed last, of the same turn; once more on another grid. */
  void addTo(ContributionSum sum, Turn turn);

  static StepShare of(TrainingPlan plan, GradientKernel kernel) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return new FittingShare(plan);
    }
    return plan.columns() == null
        ? new EncodedShare(plan, kernel)
        : new ColumnShare(plan, kernel, plan.columns());
  }

  /**
   * Names a partition's numbers of a step. Their random numbers are the same whoever computes, so
   * that a duplicate has the same bits.
   */
  static GradientCodec.Encoding encoding(TrainingPlan plan, Turn turn) {
    // Keeps these random numbers apart from those of row orders and initial parameters.
    long rounding = 1L << 40;
    long stream = CounterHash.key(plan.seed(), rounding + turn.partition());
    int key = (int) CounterHash.bits(stream, turn.step());
    return new GradientCodec.Encoding(
        turn.partition(), turn.step(), key, turn.state().levelOf(turn.step()));
  }
}
