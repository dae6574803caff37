package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import java.util.Arrays;

/**
 * One layer at work on a block of rows. All matrices are column-major with one column per row of
 * data: a row's numbers lie side by side. Products run where the matrices lie, everything
 * element-wise in Java on {@link #values()}, where the bits do not depend on the machine.
 */
final class LayerStage implements AutoCloseable {
  private final DenseLayer layer;
  private final Floats.Matrix weights;
  private final Floats.Matrix weightGradients;
  private final Floats.Matrix below;
  private final Floats activations;
  private final Floats differences;
  private final Floats.Matrix activationsMatrix;
  private final Floats.Matrix differencesMatrix;
  private final float[] values;
  private final float[] activated;
  private final float[] biases;
  private final float[] biasGradients;

  /**
   * @param parameters the whole parameter vector; {@code gradients} likewise; owned by the caller
   * @param below the layer's inputs, shape [inputs, rows]; owned by the caller
   */
  LayerStage(
      DenseLayer layer,
      int blockRows,
      MatrixMemory memory,
      Floats parameters,
      Floats gradients,
      Floats below) {
    this.layer = layer;
    this.weights = parameters.from(layer.weightsAt());
    this.weightGradients = gradients.from(layer.weightsAt());
    this.below = below.from(0);
    int size = Math.multiplyExact(layer.outputs(), blockRows);
    this.activations = memory.allocate(size);
    this.differences = memory.allocate(size);
    this.activationsMatrix = activations.from(0);
    this.differencesMatrix = differences.from(0);
    this.values = new float[size];
    this.activated = new float[size];
    this.biases = new float[layer.hasBiases() ? layer.outputs() : 0];
    this.biasGradients = new float[biases.length];
  }

  /** What the next layer reads, shape [outputs, rows]. */
  Floats activations() {
    return activations;
  }

  /** Scores after {@link #scores}, gradients with respect to them before {@link #differentiate}. */
  float[] values() {
    return values;
  }

  void loadBiases(float[] parameters) {
    System.arraycopy(parameters, layer.biasesAt(), biases, 0, biases.length);
  }

  /** scores = weights x below + biases. */
  void scores(int rows) {
    products(rows);
    addBiases(rows);
  }

  /** scores = products that are known already, from {@code from} on, + biases. */
  void scores(float[] products, int from, int rows) {
    System.arraycopy(products, from, values, 0, rows * layer.outputs());
    addBiases(rows);
  }

  /** scores = weights x below. */
  void products(int rows) {
    activationsMatrix.product(
        false, false, layer.outputs(), rows, layer.inputs(), weights, below, 0);
    activations.get(0, values, rows * layer.outputs());
  }

  private void addBiases(int rows) {
    if (layer.hasBiases()) {
      for (int row = 0; row < rows; row++) {
        addTo(values, row * biases.length, biases);
      }
    }
  }

  void activate(Activation activation, int rows) {
    int length = rows * layer.outputs();
    System.arraycopy(values, 0, activated, 0, length);
    Activations.apply(activation, activated, length);
    activations.put(0, activated, 0, length);
  }

  /**
   * Leaves units out of what the next layer reads; slopes are still taken where they were.
   *
   * @param layer of the network, from 0
   * @param first position in the batch of the first row
   */
  void leaveOut(Dropout dropout, int layer, int first, int rows) {
    int units = this.layer.outputs();
    int length = rows * units;
    float[] left = Arrays.copyOf(activated, length);
    dropout.apply(left, rows, units, layer, first);
    activations.put(0, left, 0, length);
  }

  /**
   * weight gradients (+)= values x below^T, bias gradients (+)= row sums of values.
   *
   * @param first whether this is the batch's first block, which overwrites
   */
  void differentiate(int rows, boolean first) {
    differences.put(0, values, 0, rows * layer.outputs());
    weightGradients.product(
        false,
        true,
        layer.outputs(),
        layer.inputs(),
        rows,
        differencesMatrix,
        below,
        first ? 0 : 1);
    if (first) {
      Arrays.fill(biasGradients, 0);
    }
    if (layer.hasBiases()) {
      for (int row = 0; row < rows; row++) {
        addFrom(values, row * biasGradients.length, biasGradients);
      }
    }
  }

  /** Makes {@code lower.values()} the gradient with respect to what this layer reads of it. */
  void propagate(LayerStage lower, int rows) {
    lower.differencesMatrix.product(
        true, false, layer.inputs(), rows, layer.outputs(), weights, differencesMatrix, 0);
    int length = rows * layer.inputs();
    lower.differences.get(0, lower.values, length);
  }

  /** Makes a gradient with respect to activations, in {@link #values()}, one to the scores. */
  void timesSlope(Activation activation, int rows) {
    Activations.timesSlope(activation, values, activated, rows * layer.outputs());
  }

  void biasGradients(float[] gradient) {
    System.arraycopy(biasGradients, 0, gradient, layer.biasesAt(), biasGradients.length);
  }

  @Override
  public void close() {
    activations.close();
    differences.close();
  }

  private static void addTo(float[] target, int at, float[] terms) {
    for (int i = 0; i < terms.length; i++) {
      target[at + i] += terms[i];
    }
  }

  private static void addFrom(float[] terms, int at, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += terms[at + i];
    }
  }
}
