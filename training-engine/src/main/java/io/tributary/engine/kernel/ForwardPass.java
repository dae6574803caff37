package io.tributary.engine.kernel;

import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.TargetTransform;

/**
 * A model's outputs for rows, in plain Java: for predictions where no native library is loaded.
 * Agrees with the kernel to rounding. Thread-safe.
 */
public final class ForwardPass {
  private final NetworkShape shape;
  private final TargetTransform target;
  private final float[] parameters;

  /**
   * @param parameters as of {@link GradientKernel#parameterCount()}; not copied, so leave them be
   */
  public ForwardPass(TrainingPlan plan, float[] parameters) {
    this.shape = NetworkShape.of(plan);
    this.target = plan.preprocessing().target();
    this.parameters = parameters;
    shape.requireParameters(parameters);
  }

  /**
   * The last layer's raw scores.
   *
   * @param features shape [rows, inputs], row-major
   * @return shape [rows, outputs], row-major; owned by the caller
   */
  public float[] scores(float[] features) {
    int rows = rows(features);
    float[] values = features;
    for (DenseLayer layer : shape.layers()) {
      if (layer != shape.layers().getFirst()) {
        Activations.apply(shape.activation(), values, values.length);
      }
      values = apply(layer, values, rows);
    }
    return values;
  }

  /**
   * Probabilities of the classes, for a classification.
   *
   * @param features shape [rows, inputs], row-major
   * @return shape [rows, outputs], row-major; each row adds up to 1; owned by the caller
   */
  public double[] probabilities(float[] features) {
    float[] scores = scores(features);
    int outputs = shape.outputs();
    double[] probabilities = new double[scores.length];
    for (int at = 0; at < scores.length; at += outputs) {
      double top = scores[at + Softmax.largest(scores, at, outputs)];
      double total = Softmax.sumOfExponentials(scores, at, outputs, top);
      for (int i = at; i < at + outputs; i++) {
        probabilities[i] = StrictMath.exp(scores[i] - top) / total;
      }
    }
    return probabilities;
  }

  /**
   * Predicted numbers in the label's own unit, for a regression.
   *
   * @param features shape [rows, inputs], row-major
   * @return shape [rows]; owned by the caller
   */
  public double[] values(float[] features) {
    if (!(target instanceof TargetTransform.Number number)) {
      throw new IllegalStateException("values of a classification: " + target.column());
    }
    float[] scores = scores(features);
    double[] values = new double[scores.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = scores[row] * number.scale() + number.mean();
    }
    return values;
  }

  private float[] apply(DenseLayer layer, float[] below, int rows) {
    float[] values = new float[Math.multiplyExact(rows, layer.outputs())];
    for (int row = 0; row < rows; row++) {
      int at = row * layer.outputs();
      if (layer.hasBiases()) {
        System.arraycopy(parameters, layer.biasesAt(), values, at, layer.outputs());
      }
      for (int input = 0; input < layer.inputs(); input++) {
        float x = below[row * layer.inputs() + input];
        int column = layer.weightsAt() + input * layer.outputs();
        for (int output = 0; output < layer.outputs(); output++) {
          values[at + output] += parameters[column + output] * x;
        }
      }
    }
    return values;
  }

  private int rows(float[] features) {
    if (features.length % shape.inputs() != 0) {
      throw new IllegalArgumentException(
          "%d features are no rows of %d inputs".formatted(features.length, shape.inputs()));
    }
    return features.length / shape.inputs();
  }
}
