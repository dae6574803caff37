package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.plan.LossDefinition;

/**
 * A linear support vector machine's loss: what a row's scores lack to a margin of 1, or its square,
 * added up over the scores, times the class's weight. One score tells class 1 from class 0; more
 * tell each class from the rest (Crammer and Singer call that one-per-class; scikit-learn's
 * LinearSVC does the same).
 *
 * @param squared whether shortfalls are squared
 */
record HingeLoss(LossDefinition.OfClasses definition, boolean squared) implements OutputLoss {
  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    int trueClass = (int) target;
    double weight = definition.weightOf(trueClass);
    int predicted = outputs == 1 ? (scores[at] > 0 ? 1 : 0) : Softmax.largest(scores, at, outputs);
    if (outputs == 1) {
      sums.ranked(scores[at], trueClass == 1);
    }
    double loss = 0;
    for (int i = 0; i < outputs; i++) {
      double side = side(i, outputs, trueClass);
      double lacking = 1 - side * scores[at + i];
      loss += cost(lacking);
      scores[at + i] = (float) (-weight * side * slope(lacking));
    }
    sums.classified(weight * loss, trueClass, predicted);
  }

  /** The plain hinge has no second derivative: its corners are all that it has of a curve. */
  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    double weight = definition.weightOf((int) target);
    for (int i = 0; i < outputs; i++) {
      boolean curved = squared && slopes[from + i] != 0;
      along[at + i] = curved ? (float) (2 * weight * along[at + i]) : 0;
    }
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    int trueClass = (int) target;
    double loss = 0;
    for (int i = 0; i < outputs; i++) {
      loss += cost(1 - side(i, outputs, trueClass) * scores[i]);
    }
    return definition.weightOf(trueClass) * loss;
  }

  /** 1 where score {@code index} ought to be positive, else -1. */
  private static double side(int index, int outputs, int trueClass) {
    return (outputs == 1 ? 1 : index) == trueClass ? 1 : -1;
  }

  // Math.max keeps a NaN: a loss that is none must show.
  private double cost(double lacking) {
    double shortfall = Math.max(lacking, 0);
    return squared ? shortfall * shortfall : shortfall;
  }

  private double slope(double lacking) {
    return squared ? 2 * Math.max(lacking, 0) : lacking > 0 ? 1 : 0;
  }
}
