package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.plan.Task;

/** What the last layer's scores cost. */
enum OutputLoss {
  /** {@code -log softmax(scores)[class]}, in nats. */
  SOFTMAX_CROSS_ENTROPY {
    @Override
    void row(
        float[] scores,
        int at,
        int outputs,
        float target,
        double[] scratch,
        MetricAccumulator sums) {
      int trueClass = (int) target;
      int predicted = Softmax.largest(scores, at, outputs);
      double top = scores[at + predicted];
      double margin = top - scores[at + trueClass];
      double total = Softmax.sumOfExponentials(scores, at, outputs, top, scratch);
      sums.classified(StrictMath.log(total) + margin, trueClass, predicted);
      for (int i = 0; i < outputs; i++) {
        scores[at + i] = (float) (scratch[i] / total);
      }
      scores[at + trueClass] -= 1;
    }
  },

  /** {@code (score - target)^2}, without a factor of one half. */
  SQUARED_ERROR {
    @Override
    void row(
        float[] scores,
        int at,
        int outputs,
        float target,
        double[] scratch,
        MetricAccumulator sums) {
      sums.regressed(scores[at], target);
      scores[at] = 2 * (scores[at] - target);
    }
  };

  static OutputLoss of(Task task) {
    return switch (task) {
      case CLASSIFICATION -> SOFTMAX_CROSS_ENTROPY;
      case REGRESSION -> SQUARED_ERROR;
    };
  }

  /**
   * Adds one row's loss to {@code sums} and replaces its scores {@code scores[at .. at + outputs)}
   * by the loss's gradient with respect to them.
   *
   * @param scratch of length {@code outputs} at least; overwritten
   */
  abstract void row(
      float[] scores, int at, int outputs, float target, double[] scratch, MetricAccumulator sums);
}
