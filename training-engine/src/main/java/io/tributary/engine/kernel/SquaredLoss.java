package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;

/** {@code (score - target)^2}, without a factor of one half. */
record SquaredLoss() implements OutputLoss {
  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    double error = (double) scores[at] - target;
    sums.regressed(error * error, scores[at], target);
    scores[at] = 2 * (scores[at] - target);
  }

  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    along[at] *= 2;
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    return (scores[0] - target) * (scores[0] - target);
  }
}
