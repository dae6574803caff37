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

    @Override
    void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
      int trueClass = (int) target;
      double mean = 0;
      for (int i = 0; i < outputs; i++) {
        mean += probability(slopes[from + i], i == trueClass) * along[at + i];
      }
      for (int i = 0; i < outputs; i++) {
        along[at + i] =
            (float) (probability(slopes[from + i], i == trueClass) * (along[at + i] - mean));
      }
    }

    private static double probability(float slope, boolean isTrue) {
      return isTrue ? 1.0 + slope : slope;
    }

    @Override
    double loss(double[] scores, int outputs, float target) {
      double top = scores[0];
      for (int i = 1; i < outputs; i++) {
        top = Math.max(top, scores[i]);
      }
      double sum = 0;
      for (int i = 0; i < outputs; i++) {
        sum += StrictMath.exp(scores[i] - top);
      }
      return StrictMath.log(sum) + top - scores[(int) target];
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

    @Override
    void curve(float[] slopes, float[] along, int from, int at, int outputs, float target) {
      along[at] *= 2;
    }

    @Override
    double loss(double[] scores, int outputs, float target) {
      return (scores[0] - target) * (scores[0] - target);
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

  /**
   * Multiplies {@code along[at .. at + outputs)} by the second derivative of one row's loss with
   * respect to its scores.
   *
   * @param slopes the first derivative, at {@code [from .. from + outputs)}, as {@link #row} left
   *     it
   */
  abstract void curve(float[] slopes, float[] along, int from, int at, int outputs, float target);

  /** One row's loss in float64. */
  abstract double loss(double[] scores, int outputs, float target);
}
