package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;

/**
 * Half the deviance of a Poisson distribution with mean exp(score): {@code mean - y log mean + y
 * log y - y} (McCullagh and Nelder, "Generalized Linear Models", 1989, section 2.3).
 */
record PoissonLoss() implements OutputLoss {
  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    double score = scores[at];
    double mean = StrictMath.exp(score);
    sums.regressed(cost(score, mean, target), mean, target);
    scores[at] = (float) (mean - target);
  }

  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    // The slope is mean - target; where the mean is tiny beside the target, rounding may leave less
    // than nothing of it.
    along[at] = (float) (Math.max(0, (double) slopes[from] + target) * along[at]);
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    return cost(scores[0], StrictMath.exp(scores[0]), target);
  }

  private static double cost(double score, double mean, double target) {
    double least = target > 0 ? target * StrictMath.log(target) - target : 0;
    return mean - target * score + least;
  }
}
