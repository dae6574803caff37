package io.tributary.engine.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.tributary.engine.plan.Activation;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One layer at work on a block of rows. All matrices are column-major with one column per row of
 * data: a row's numbers lie side by side. Products run in native memory, everything element-wise in
 * Java on {@link #values()}, where the bits do not depend on the machine.
 */
final class LayerStage implements AutoCloseable {
  private final DenseLayer layer;
  private final FloatPointer weights;
  private final FloatPointer weightGradients;
  private final FloatPointer below;
  private final NativeFloats activations;
  private final NativeFloats differences;
  private final FloatPointer activationsPointer;
  private final FloatPointer differencesPointer;
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
      NativeFloats parameters,
      NativeFloats gradients,
      NativeFloats below) {
    this.layer = layer;
    this.weights = parameters.from(layer.weightsAt());
    this.weightGradients = gradients.from(layer.weightsAt());
    this.below = below.from(0);
    int size = Math.multiplyExact(layer.outputs(), blockRows);
    this.activations = new NativeFloats(size);
    this.differences = new NativeFloats(size);
    this.activationsPointer = activations.from(0);
    this.differencesPointer = differences.from(0);
    this.values = new float[size];
    this.activated = new float[size];
    this.biases = new float[layer.hasBiases() ? layer.outputs() : 0];
    this.biasGradients = new float[biases.length];
  }

  /** What the next layer reads, shape [outputs, rows]. */
  NativeFloats activations() {
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
    multiply(
        CblasNoTrans,
        CblasNoTrans,
        layer.outputs(),
        rows,
        layer.inputs(),
        weights,
        layer.outputs(),
        below,
        layer.inputs(),
        0,
        activationsPointer,
        layer.outputs());
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
   * weight gradients (+)= values x below^T, bias gradients (+)= row sums of values.
   *
   * @param first whether this is the batch's first block, which overwrites
   */
  void differentiate(int rows, boolean first) {
    differences.put(0, values, 0, rows * layer.outputs());
    multiply(
        CblasNoTrans,
        CblasTrans,
        layer.outputs(),
        layer.inputs(),
        rows,
        differencesPointer,
        layer.outputs(),
        below,
        layer.inputs(),
        first ? 0 : 1,
        weightGradients,
        layer.outputs());
    if (first) {
      Arrays.fill(biasGradients, 0);
    }
    if (layer.hasBiases()) {
      for (int row = 0; row < rows; row++) {
        addFrom(values, row * biasGradients.length, biasGradients);
      }
    }
  }

  /** Makes {@code lower.values()} the gradient with respect to that layer's scores. */
  void propagate(LayerStage lower, Activation activation, int rows) {
    multiply(
        CblasTrans,
        CblasNoTrans,
        layer.inputs(),
        rows,
        layer.outputs(),
        weights,
        layer.outputs(),
        differencesPointer,
        layer.outputs(),
        0,
        lower.differencesPointer,
        layer.inputs());
    int length = rows * layer.inputs();
    lower.differences.get(0, lower.values, length);
    Activations.timesSlope(activation, lower.values, lower.activated, length);
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

  /** c [m, n] = op(a) [m, k] x op(b) [k, n] + beta * c. */
  private static void multiply(
      int transposeA,
      int transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int lda,
      FloatPointer b,
      int ldb,
      float beta,
      FloatPointer c,
      int ldc) {
    cblas_sgemm(CblasColMajor, transposeA, transposeB, m, n, k, 1, a, lda, b, ldb, beta, c, ldc);
  }
}
