package io.tributary.engine.kernel;

/**
 * Where one fully connected layer lies in the parameter vector.
 *
 * @param weightsAt first of {@code outputs * inputs} weights, shape [outputs, inputs], column-major
 * @param biasesAt first of {@code outputs} biases; equals {@code end} where the layer has none
 * @param end first position after the layer
 */
public record DenseLayer(int inputs, int outputs, int weightsAt, int biasesAt, int end) {

  static DenseLayer at(int first, int inputs, int outputs, boolean bias) {
    int biasesAt = Math.addExact(first, Math.multiplyExact(inputs, outputs));
    return new DenseLayer(
        inputs, outputs, first, biasesAt, bias ? Math.addExact(biasesAt, outputs) : biasesAt);
  }

  public boolean hasBiases() {
    return end > biasesAt;
  }

  int weights() {
    return biasesAt - weightsAt;
  }
}
