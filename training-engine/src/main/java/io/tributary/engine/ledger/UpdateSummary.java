package io.tributary.engine.ledger;

import io.tributary.engine.metric.MetricSums;
import org.jspecify.annotations.Nullable;

/**
 * What a committed step says beside the summed gradient.
 *
 * @param train sums over all rows of the step
 * @param evaluation sums over the whole holdout at the parameters before the step; null when the
 *     step did not evaluate
 * @param origin null where a step is the sum over all partitions
 * @param choice of another level of compression; null where it stays as it is
 */
public record UpdateSummary(
    MetricSums train,
    @Nullable MetricSums evaluation,
    @Nullable Origin origin,
    @Nullable LevelChoice choice) {

  /** Of steps whose compression stays as it is. */
  public UpdateSummary(MetricSums train, @Nullable MetricSums evaluation, @Nullable Origin origin) {
    this(train, evaluation, origin, null);
  }

  /** Of a sum over all partitions. */
  public UpdateSummary(MetricSums train, @Nullable MetricSums evaluation) {
    this(train, evaluation, null, null);
  }
}
