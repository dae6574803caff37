package io.tributary.engine.metric;

import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Preprocessing;
import java.util.Map;

/**
 * What the positions of {@link MetricSums#sums()} mean for a task, and the metrics that follow from
 * them.
 *
 * <p>Classification: loss, then the confusion matrix [outputs x outputs], row = true class.
 * Regression: loss (mean squared error in the standardised unit), sum of squared errors, sum of
 * absolute errors, sum of targets, sum of squared targets, the last four in the label's own unit
 * divided by {@code scale}.
 */
public final class MetricLayout {
  /** Real-valued sums are kept as multiples of this unit. */
  public static final double UNIT = 0x1p-20;

  private final Task task;
  private final Preprocessing preprocessing;

  public MetricLayout(Task task, Preprocessing preprocessing) {
    this.task = task;
    this.preprocessing = preprocessing;
  }

  /** Sums over no rows. */
  public MetricSums zero() {
    throw new UnsupportedOperationException("not written yet: " + task + preprocessing.outputs());
  }

  /**
   * Metrics by name: {@code loss}, {@code accuracy}, {@code logLoss}, {@code f1Macro} for
   * classification; {@code loss}, {@code rmse}, {@code mae}, {@code r2} for regression (in the
   * label's own unit). Empty where {@code sums} has no rows.
   */
  public Map<String, Double> metrics(MetricSums sums) {
    throw new UnsupportedOperationException("not written yet: " + sums.rows());
  }
}
