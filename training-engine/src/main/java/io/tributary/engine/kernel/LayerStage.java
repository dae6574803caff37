package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import java.util.Arrays;

/**
 * One layer at work on a block of rows: a row's numbers lie side by side. Everything element-wise
 * is done in Java on {@link #values()}, where the bits do not depend on the machine; how the
 * layer's inputs are multiplied by its weights is the subclasses' business. Not thread-safe.
 */
abstract sealed class LayerStage implements AutoCloseable permits MatrixStage, SparseStage {
  private final DenseLayer layer;
  private final Floats activations;
  private final Floats differences;
  private final float[] values;
  private final float[] activated;
  private final float[] biases;
  private final float[] biasGradients;

  LayerStage(DenseLayer layer, int blockRows, MatrixMemory memory) {
    this.layer = layer;
    int size = Math.multiplyExact(layer.outputs(), blockRows);
    this.activations = memory.allocate(size);
    this.differences = memory.allocate(size);
    this.values = new float[size];
    this.activated = new float[size];
    this.biases = new float[layer.hasBiases() ? layer.outputs() : 0];
    this.biasGradients = new float[biases.length];
  }

  final DenseLayer layer() {
    return layer;
  }

  /** What the next layer reads, shape [outputs, rows]. */
  final Floats activations() {
    return activations;
  }

  /** Gradients with respect to the scores, where products are computed. */
  final Floats differences() {
    return differences;
  }

  /** Scores after {@link #scores}, gradients with respect to them before {@link #differentiate}. */
  final float[] values() {
    return values;
  }

  /** Takes what the stage keeps of the whole parameter vector. */
  void load(float[] parameters) {
    System.arraycopy(parameters, layer.biasesAt(), biases, 0, biases.length);
  }

  /** scores = weights x below + biases. */
  final void scores(int rows) {
    products(rows);
    addBiases(rows);
  }

  /** scores = products that are known already, from {@code from} on, + biases. */
  final void scores(float[] products, int from, int rows) {
    System.arraycopy(products, from, values, 0, rows * layer.outputs());
    addBiases(rows);
  }

  /** scores = weights x below. */
  abstract void products(int rows);

  private void addBiases(int rows) {
    if (layer.hasBiases()) {
      for (int row = 0; row < rows; row++) {
        addTo(values, row * biases.length, biases);
      }
    }
  }

  final void activate(Activation activation, int rows) {
    int length = rows * layer.outputs();
    System.arraycopy(values, 0, activated, 0, length);
    Activations.apply(activation, activated, length);
    activations.put(0, activated, 0, length);
  }

  /**
   * Leaves units out of what the next layer reads; slopes are still taken where they were.
   *
   * @param number of the layer in the network, from 0
   * @param first position in the batch of the first row
   */
  final void leaveOut(Dropout dropout, int number, int first, int rows) {
    int units = layer.outputs();
    int length = rows * units;
    float[] left = Arrays.copyOf(activated, length);
    dropout.apply(left, rows, units, number, first);
    activations.put(0, left, 0, length);
  }

  /** Before a batch: whatever the stage computes in Java of the batch's gradient goes there. */
  void gradientsInto(float[] gradient) {}

  /**
   * weight gradients (+)= values x below^T, bias gradients (+)= row sums of values.
   *
   * @param first whether this is the batch's first block, which overwrites
   */
  final void differentiate(int rows, boolean first) {
    differentiateWeights(rows, first);
    if (first) {
      Arrays.fill(biasGradients, 0);
    }
    if (layer.hasBiases()) {
      for (int row = 0; row < rows; row++) {
        addFrom(values, row * biasGradients.length, biasGradients);
      }
    }
  }

  abstract void differentiateWeights(int rows, boolean first);

  /** Makes a gradient with respect to activations, in {@link #values()}, one to the scores. */
  final void timesSlope(Activation activation, int rows) {
    Activations.timesSlope(activation, values, activated, rows * layer.outputs());
  }

  final void biasGradients(float[] gradient) {
    System.arraycopy(biasGradients, 0, gradient, layer.biasesAt(), biasGradients.length);
  }

  @Override
  public final void close() {
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
