package io.tributary.engine.kernel;

import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.TargetTransform;
import org.jspecify.annotations.Nullable;

/**
 * A model's outputs for rows, in plain Java: for predictions where no native library is loaded.
 * Agrees with the kernel to rounding. Thread-safe.
 */
public final class ForwardPass {
  private final NetworkShape shape;
  private final int inputs;
  private final @Nullable ConvolutionShape images;
  private final @Nullable FactorShape factors;
  private final LossDefinition loss;
  private final TargetTransform target;
  private final float[] parameters;

  /**
   * @param parameters as of {@link GradientKernel#parameterCount()}; not copied, so leave them be
   */
  public ForwardPass(TrainingPlan plan, float[] parameters) {
    this.shape = NetworkShape.of(plan);
    this.inputs = plan.preprocessing().inputs();
    this.images =
        plan.model() instanceof ModelDefinition.Cnn cnn ? ConvolutionShape.of(plan, cnn) : null;
    this.factors =
        plan.model() instanceof ModelDefinition.FactorizationMachine ? FactorShape.of(plan) : null;
    this.loss = plan.loss();
    this.target = plan.preprocessing().target();
    this.parameters = parameters;
    shape.requireParameters(parameters);
  }

  /**
   * The last layer's raw scores.
   *
   * @param rows with the model's inputs; dense where it is a convolutional network
   * @return shape [rows, scores], row-major; owned by the caller
   */
  public float[] scores(InputRows rows) {
    if (rows.inputs() != inputs) {
      throw new IllegalArgumentException(
          "rows with %d inputs for a model of %d".formatted(rows.inputs(), inputs));
    }
    if (images != null) {
      return imageScores(images, rows);
    }
    if (factors != null) {
      return factorScores(factors, rows);
    }
    float[] values = apply(shape.layers().getFirst(), rows);
    for (int layer = 1; layer < shape.layers().size(); layer++) {
      values = above(layer, values, rows.rows());
    }
    return values;
  }

  private float[] above(int layer, float[] values, int rows) {
    Activations.apply(shape.activationAfter(layer - 1), values, values.length);
    return apply(shape.layers().get(layer), values, rows);
  }

  /**
   * What rows become by an autoencoder: its code.
   *
   * @return shape [rows, code], row-major; owned by the caller
   */
  public float[] codes(InputRows rows, ModelDefinition.Autoencoder model) {
    float[] values = apply(shape.layers().getFirst(), rows);
    for (int layer = 1; layer <= model.hidden().size(); layer++) {
      values = above(layer, values, rows.rows());
    }
    return values;
  }

  /**
   * Squared distance of each row from what its code says of it.
   *
   * @param rows of an autoencoder
   * @return shape [rows]; owned by the caller
   */
  public double[] residuals(InputRows.Dense rows) {
    float[] scores = scores(rows);
    double[] residuals = new double[rows.rows()];
    for (int i = 0; i < scores.length; i++) {
      double error = (double) scores[i] - rows.values()[i];
      residuals[i / inputs] += error * error;
    }
    return residuals;
  }

  /** Whether the model was trained to give probabilities: a hinge's scores are distances. */
  public boolean hasProbabilities() {
    return loss instanceof LossDefinition.CrossEntropy || loss instanceof LossDefinition.Logistic;
  }

  /**
   * Probabilities of the classes, for a classification that {@link #hasProbabilities}.
   *
   * @return shape [rows, classes], row-major; each row adds up to 1; owned by the caller
   */
  public double[] probabilities(InputRows rows) {
    if (!hasProbabilities()) {
      throw new IllegalStateException("probabilities of a model trained by " + loss);
    }
    float[] scores = scores(rows);
    int outputs = outputs();
    return outputs == 1 ? ofOne(scores) : softmax(scores, outputs);
  }

  private static double[] ofOne(float[] scores) {
    double[] probabilities = new double[2 * scores.length];
    for (int row = 0; row < scores.length; row++) {
      probabilities[2 * row] = LogisticLoss.probability(-scores[row]);
      probabilities[2 * row + 1] = LogisticLoss.probability(scores[row]);
    }
    return probabilities;
  }

  private static double[] softmax(float[] scores, int outputs) {
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
   * Predicted classes, for a classification: that of the largest score; where one score tells two
   * classes apart, class 1 above 0.
   *
   * @return shape [rows]; owned by the caller
   */
  public int[] classes(InputRows rows) {
    float[] scores = scores(rows);
    int outputs = outputs();
    int[] classes = new int[scores.length / outputs];
    for (int row = 0; row < classes.length; row++) {
      classes[row] =
          outputs == 1
              ? (scores[row] > 0 ? 1 : 0)
              : Softmax.largest(scores, row * outputs, outputs);
    }
    return classes;
  }

  /**
   * Predicted numbers in the label's own unit, for a regression.
   *
   * @return shape [rows]; owned by the caller
   */
  public double[] values(InputRows rows) {
    if (!(target instanceof TargetTransform.Number number)) {
      throw new IllegalStateException("values of a classification: " + target.column());
    }
    float[] scores = scores(rows);
    double[] values = new double[scores.length];
    boolean logarithm = loss instanceof LossDefinition.Poisson;
    for (int row = 0; row < values.length; row++) {
      double output = logarithm ? StrictMath.exp(scores[row]) : scores[row];
      values[row] = output * number.scale() + number.mean();
    }
    return values;
  }

  private int outputs() {
    return factors == null ? shape.outputs() : factors.linear().outputs();
  }

  /** Image by image, so that the patches of many never need memory at once. */
  private float[] imageScores(ConvolutionShape network, InputRows given) {
    if (!(given instanceof InputRows.Dense(int rows, int width, float[] features))) {
      throw new IllegalArgumentException("sparse rows for a convolutional network");
    }
    int flat = network.convolutions().getLast().outputs();
    float[] all = new float[Math.multiplyExact(rows, flat)];
    for (int row = 0; row < rows; row++) {
      float[] values = features;
      int from = row * width;
      for (ConvolutionLayer convolution : network.convolutions()) {
        float[] patches = new float[convolution.patchValues()];
        convolution.patches(values, from, 1, patches);
        float[] scores = apply(convolution.layer(), patches, convolution.positions());
        values = new float[convolution.outputs()];
        convolution.pool(scores, 1, values, new int[values.length]);
        Activations.apply(shape.activation(), values, values.length);
        from = 0;
      }
      System.arraycopy(values, 0, all, row * flat, flat);
    }
    float[] values = apply(network.dense().getFirst(), all, rows);
    for (DenseLayer layer : network.dense().subList(1, network.dense().size())) {
      Activations.apply(shape.activation(), values, values.length);
      values = apply(layer, values, rows);
    }
    return values;
  }

  private float[] factorScores(FactorShape parts, InputRows rows) {
    float[] scores = apply(parts.linear(), rows);
    float[] sums = apply(parts.factors(), rows);
    int outputs = parts.linear().outputs();
    float[] strengths = new float[shape.inputs() * outputs];
    parts.strengths(parameters, strengths);
    for (int at = 0; at < scores.length; at++) {
      float both = 0;
      for (int f = at * parts.count(); f < (at + 1) * parts.count(); f++) {
        both += sums[f] * sums[f];
      }
      scores[at] += (both - ownPairs(rows, at / outputs, strengths, outputs, at % outputs)) / 2;
    }
    return scores;
  }

  /** What the inputs of a row add as pairs with themselves to one score. */
  private static float ownPairs(
      InputRows rows, int row, float[] strengths, int outputs, int output) {
    float own = 0;
    switch (rows) {
      case InputRows.Dense dense -> {
        for (int i = 0; i < dense.inputs(); i++) {
          float x = dense.values()[row * dense.inputs() + i];
          own += strengths[i * outputs + output] * x * x;
        }
      }
      case InputRows.Sparse sparse -> {
        for (int i = sparse.offsets()[row]; i < sparse.offsets()[row + 1]; i++) {
          float x = sparse.values()[i];
          own += strengths[sparse.places()[i] * outputs + output] * x * x;
        }
      }
    }
    return own;
  }

  private float[] apply(DenseLayer layer, InputRows below) {
    return switch (below) {
      case InputRows.Dense dense -> apply(layer, dense.values(), dense.rows());
      case InputRows.Sparse sparse -> apply(layer, sparse);
    };
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

  private float[] apply(DenseLayer layer, InputRows.Sparse below) {
    float[] values = new float[Math.multiplyExact(below.rows(), layer.outputs())];
    for (int row = 0; row < below.rows(); row++) {
      int at = row * layer.outputs();
      if (layer.hasBiases()) {
        System.arraycopy(parameters, layer.biasesAt(), values, at, layer.outputs());
      }
      for (int i = below.offsets()[row]; i < below.offsets()[row + 1]; i++) {
        int column = layer.weightsAt() + below.places()[i] * layer.outputs();
        for (int output = 0; output < layer.outputs(); output++) {
          values[at + output] += parameters[column + output] * below.values()[i];
        }
      }
    }
    return values;
  }
}
