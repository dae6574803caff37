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
 * @param times where the agent's time went
 * @param spread of the partitions' gradients; null in steps that do not look at it
 * @param kept what the partitions keep back; null where nobody asks
 */
public record StepReport(
    MetricSums train,
    @Nullable MetricSums evaluation,
    byte @Nullable [] parametersDigest,
    StepTimes times,
    @Nullable GradientSpread spread,
    @Nullable KeptBack kept) {

  /** Of a step in which nobody asks for more. */
  public StepReport(
      MetricSums train,
      @Nullable MetricSums evaluation,
      byte @Nullable [] parametersDigest,
      StepTimes times) {
    this(train, evaluation, parametersDigest, times, null, null);
  }

  /** The same report with what is kept back. */
  StepReport keeping(@Nullable KeptBack back) {
    return new StepReport(train, evaluation, parametersDigest, times, spread, back);
  }
}
