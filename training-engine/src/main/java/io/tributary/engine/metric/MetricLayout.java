package io.tributary.engine.metric;

import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the positions of {@link MetricSums#sums()} mean for a task, and the metrics that follow from
 * them. Immutable.
 *
 * <p>A real-valued sum takes two words, {@code (first * 2^40 + second) * 2^-20}. Classification:
 * loss (real), then the confusion matrix [outputs x outputs], row-major, row = true class.
 * Regression, all real and in the standardised unit: squared errors (the loss), absolute errors,
 * targets, squared targets.
 */
public final class MetricLayout {
  static final int LOSS = 0;
  static final int ABSOLUTE_ERRORS = 1;
  static final int TARGETS = 2;
  static final int SQUARED_TARGETS = 3;

  private final Task task;
  private final int classes;
  private final double scale;

  public MetricLayout(Task task, Preprocessing preprocessing) {
    this.task = task;
    this.classes =
        switch (task) {
          case CLASSIFICATION -> preprocessing.outputs();
          case REGRESSION -> 0;
        };
    this.scale =
        switch (preprocessing.target()) {
          case TargetTransform.Classes targets -> 1;
          case TargetTransform.Number target -> target.scale();
        };
  }

  /** Sums over no rows. */
  public MetricSums zero() {
    return accumulator().sums();
  }

  /** A fresh accumulator for the rows of one partition. */
  public MetricAccumulator accumulator() {
    return new MetricAccumulator(realSums(), classes);
  }

  /**
   * Metrics by name: {@code loss}, {@code accuracy}, {@code logLoss}, {@code f1Macro} for
   * classification; {@code loss} (as optimised: mean squared error in the standardised unit),
   * {@code rmse}, {@code mae}, {@code r2} for regression, the middle two in the label's own unit.
   * Empty where {@code sums} has no rows; without those that are not finite where the loss is not.
   */
  public Map<String, Double> metrics(MetricSums sums) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (sums.rows() == 0) {
      return metrics;
    }
    switch (task) {
      case CLASSIFICATION -> classification(sums, metrics);
      case REGRESSION -> regression(sums, metrics);
    }
    return metrics;
  }

  private void classification(MetricSums sums, Map<String, Double> metrics) {
    Confusion confusion = new Confusion(sums.sums(), realSums() * ExactSum.WORDS, classes);
    if (sums.finite()) {
      metrics.put("loss", mean(sums, LOSS));
      metrics.put("logLoss", mean(sums, LOSS));
    }
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("f1Macro", confusion.f1Macro());
  }

  private void regression(MetricSums sums, Map<String, Double> metrics) {
    if (!sums.finite()) {
      return;
    }
    double squaredErrors = real(sums, LOSS);
    metrics.put("loss", mean(sums, LOSS));
    metrics.put("rmse", scale * Math.sqrt(mean(sums, LOSS)));
    metrics.put("mae", scale * mean(sums, ABSOLUTE_ERRORS));
    double targets = real(sums, TARGETS);
    double spread = real(sums, SQUARED_TARGETS) - targets * targets / sums.rows();
    metrics.put("r2", r2(squaredErrors, spread));
  }

  /** As scikit-learn's r2_score: over equal targets 1 when all are met exactly, else 0. */
  private static double r2(double squaredErrors, double spread) {
    if (spread > 0) {
      return 1 - squaredErrors / spread;
    }
    return squaredErrors == 0 ? 1 : 0;
  }

  private int realSums() {
    return switch (task) {
      case CLASSIFICATION -> 1;
      case REGRESSION -> 4;
    };
  }

  private static double real(MetricSums sums, int sum) {
    return ExactSum.read(sums.sums(), sum * ExactSum.WORDS);
  }

  private static double mean(MetricSums sums, int sum) {
    return real(sums, sum) / sums.rows();
  }
}
