package io.tributary.engine.plan;

import io.tributary.engine.id.JobId;
import io.tributary.engine.preprocessing.Preprocessing;

/**
 * One job's computation, complete: what an agent needs beside its partitions' rows and a
 * checkpoint. Two jobs with equal plans, equal rows and equal kernel type end in the same bits.
 *
 * @param job the job this plan belongs to
 * @param preprocessing fitted on training rows; gives inputs and outputs of the model
 * @param batches which rows each partition uses at each step
 * @param evaluateEvery evaluate on the holdout before this many steps each, at step 0 too, and
 *     always after the last step
 * @param strategy when agents compute
 * @param compression how fine the numbers on the wire are
 */
public record TrainingPlan(
    JobId job,
    Task task,
    ModelDefinition model,
    OptimizerDefinition optimizer,
    LearningRateSchedule schedule,
    Regularization regularization,
    Preprocessing preprocessing,
    BatchPlan batches,
    long seed,
    int evaluateEvery,
    StrategyDefinition strategy,
    CompressionDefinition compression) {

  /** Committed steps whose parameters the gradients of {@code step} are taken at. */
  public long baseOf(long step) {
    return step == batches.totalSteps() ? step : Math.max(0, step - strategy.staleness());
  }

  /** Whether the holdout is evaluated with {@code step}, at the parameters of its base. */
  public boolean evaluatesAt(long step) {
    return step == batches.totalSteps() || step % evaluateEvery == 0;
  }
}
