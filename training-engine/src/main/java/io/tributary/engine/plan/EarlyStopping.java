package io.tributary.engine.plan;

import java.util.Set;

/**
 * Ends a job when its evaluations get no better: Prechelt, "Early Stopping - But When?" (1998), the
 * criterion UP with a patience, as Keras and PyTorch Lightning have it.
 *
 * @param metric of the holdout, by its name
 * @param patience evaluations in a row that may be no better than the best, at least 1
 * @param minDelta by how much a metric must be better to count, at least 0
 */
public record EarlyStopping(String metric, int patience, double minDelta) {
  private static final Set<String> HIGHER_IS_BETTER =
      Set.of(
          "accuracy",
          "f1Macro",
          "f1Micro",
          "f1Weighted",
          "rocAuc",
          "prAuc",
          "r2",
          "simplifiedSilhouette",
          "explainedVariance",
          "logLikelihood",
          "recallAt10",
          "recallAt50",
          "ndcgAt10");

  public EarlyStopping {
    if (patience < 1 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "early stopping with a patience of %d and a difference of %s"
              .formatted(patience, minDelta));
    }
  }

  /** Whether {@code value} is better than {@code best}; anything is better than NaN. */
  public boolean isBetter(double value, double best) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return HIGHER_IS_BETTER.contains(metric) ? value > best + minDelta : value < best - minDelta;
  }
}
