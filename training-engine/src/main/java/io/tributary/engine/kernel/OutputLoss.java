package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.plan.LossDefinition;

/** What the last layer's scores cost. Immutable. */
interface OutputLoss {

  static OutputLoss of(LossDefinition definition) {
    return switch (definition) {
      case LossDefinition.CrossEntropy loss -> new SoftmaxLoss(loss);
      case LossDefinition.Logistic loss -> new LogisticLoss(loss);
      case LossDefinition.Hinge loss -> new HingeLoss(loss, false);
      case LossDefinition.SquaredHinge loss -> new HingeLoss(loss, true);
      case LossDefinition.SquaredError loss -> new SquaredLoss();
      case LossDefinition.Huber loss -> new HuberLoss(loss.delta());
      case LossDefinition.Poisson loss -> new PoissonLoss();
      case LossDefinition.Pairwise loss ->
          throw new IllegalArgumentException("a loss of two items' scores, not of a row's");
    };
  }

  /**
   * Adds one row's loss to {@code sums} and replaces its scores {@code scores[at .. at + outputs)}
   * by the loss's gradient with respect to them.
   *
   * @param scratch of length {@code outputs} at least; overwritten
   */
  void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums);

  /**
   * Multiplies {@code along[at .. at + outputs)} by the second derivative of one row's loss with
   * respect to its scores.
   *
   * @param slopes the first derivative, at {@code [from .. from + outputs)}, as {@link #row} left
   *     it
   */
  void curve(float[] slopes, float[] along, int from, int at, int outputs, float target);

  /** One row's loss in float64. */
  double loss(double[] scores, int outputs, float target);
}
