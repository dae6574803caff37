package io.tributary.engine.contribution;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.metric.MetricSums;
import org.jspecify.annotations.Nullable;

/**
 * What goes up with a step's gradients.
 *
 * @param train sums over the rows of the step's batches
 * @param evaluation sums over the holdout at the parameters before the step; null when the step
 *     does not evaluate
 * @param parametersDigest of the agent's parameters before the step, 32 bytes; null when the step
 *     does not evaluate
 * @param computeMicros time in the kernel
 * @param kept what the partitions keep back; null where nobody asks
 */
public record StepReport(
    MetricSums train,
    @Nullable MetricSums evaluation,
    byte @Nullable [] parametersDigest,
    long computeMicros,
    @Nullable KeptBack kept) {

  /** Of a step in which nobody asks what is kept back. */
  public StepReport(
      MetricSums train,
      @Nullable MetricSums evaluation,
      byte @Nullable [] parametersDigest,
      long computeMicros) {
    this(train, evaluation, parametersDigest, computeMicros, null);
  }

  /** The same report with what is kept back. */
  StepReport keeping(@Nullable KeptBack back) {
    return new StepReport(train, evaluation, parametersDigest, computeMicros, back);
  }
}
