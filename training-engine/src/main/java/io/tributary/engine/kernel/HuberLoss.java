package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;

/**
 * Squares of small residuals, a straight line for large ones (Huber, "Robust Estimation of a
 * Location Parameter", 1964): a few wild labels pull no harder than {@code delta} lets them.
 */
record HuberLoss(float delta) implements OutputLoss {
  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    float residual = scores[at] - target;
    sums.regressed(cost((double) scores[at] - target), scores[at], target);
    scores[at] = 2 * Math.clamp(residual, -delta, delta);
  }

  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    along[at] *= Math.abs(slopes[from]) < 2 * delta ? 2 : 0;
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    return cost(scores[0] - target);
  }

  private double cost(double residual) {
    double size = Math.abs(residual);
    return size > delta ? delta * (2 * size - delta) : residual * residual;
  }
}
