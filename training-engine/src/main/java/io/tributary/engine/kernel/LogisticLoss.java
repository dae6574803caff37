package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.plan.LossDefinition;

/**
 * {@code log(1 + exp(-y s))} for y = -1 (class 0) or 1 (class 1), in nats, times the class's
 * weight.
 */
record LogisticLoss(LossDefinition.Logistic definition) implements OutputLoss {

  /** Probability of class 1. */
  static double probability(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }

  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    boolean positive = target == 1;
    double score = scores[at];
    double loss = softplus(positive ? -score : score);
    double weight = definition.weightOf((int) target);
    double probability = probability(score);
    sums.classified(weight * loss, (int) target, score > 0 ? 1 : 0);
    sums.ranked(score, positive);
    sums.believed(loss, probability, positive);
    // Of the false side: near a sure answer, 1 - p would lose the digits that p of it has.
    double wrong = probability(positive ? -score : score);
    scores[at] = (float) (weight * (positive ? -wrong : wrong));
  }

  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    double weight = definition.weightOf((int) target);
    double wrong = Math.abs(slopes[from]) / weight;
    along[at] = (float) (weight * wrong * (1 - wrong) * along[at]);
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    return definition.weightOf((int) target) * softplus(target == 1 ? -scores[0] : scores[0]);
  }

  /** {@code log(1 + exp(x))}, without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
