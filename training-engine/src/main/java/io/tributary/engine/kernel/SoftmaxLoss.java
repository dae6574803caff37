package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.plan.LossDefinition;

/** {@code -log softmax(scores)[class]}, in nats, times the class's weight. */
record SoftmaxLoss(LossDefinition.CrossEntropy definition) implements OutputLoss {
  @Override
  public void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums) {
    int trueClass = (int) target;
    int predicted = Softmax.largest(scores, at, outputs);
    double top = scores[at + predicted];
    double margin = top - scores[at + trueClass];
    double total = Softmax.sumOfExponentials(scores, at, outputs, top, scratch);
    double loss = StrictMath.log(total) + margin;
    double weight = definition.weightOf(trueClass);
    sums.classified(weight * loss, trueClass, predicted);
    for (int i = 0; i < outputs; i++) {
      scratch[i] /= total;
    }
    if (outputs == 2) {
      sums.ranked((double) scores[at + 1] - scores[at], trueClass == 1);
      sums.believed(loss, scratch[1], trueClass == 1);
    } else {
      sums.believed(loss, scratch, outputs, trueClass, predicted);
    }
    for (int i = 0; i < outputs; i++) {
      scores[at + i] = (float) scratch[i];
    }
    scores[at + trueClass] -= 1;
    if (weight != 1) {
      for (int i = 0; i < outputs; i++) {
        scores[at + i] *= (float) weight;
      }
    }
  }

  @Override
  public void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
    int trueClass = (int) target;
    double weight = definition.weightOf(trueClass);
    double mean = 0;
    for (int i = 0; i < outputs; i++) {
      mean += probability(slopes[from + i] / weight, i == trueClass) * along[at + i];
    }
    for (int i = 0; i < outputs; i++) {
      double probability = probability(slopes[from + i] / weight, i == trueClass);
      along[at + i] = (float) (weight * (probability * (along[at + i] - mean)));
    }
  }

  private static double probability(double slope, boolean isTrue) {
    return isTrue ? 1.0 + slope : slope;
  }

  @Override
  public double loss(double[] scores, int outputs, float target) {
    double top = scores[0];
    for (int i = 1; i < outputs; i++) {
      top = Math.max(top, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      sum += StrictMath.exp(scores[i] - top);
    }
    int trueClass = (int) target;
    return definition.weightOf(trueClass) * (StrictMath.log(sum) + top - scores[trueClass]);
  }
}
