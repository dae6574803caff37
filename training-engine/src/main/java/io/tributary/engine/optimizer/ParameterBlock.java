package io.tributary.engine.optimizer;

/**
 * A range of the parameter vector that belongs together: the weights or the biases of one layer.
 *
 * @param from first parameter
 * @param to after the last
 * @param weights whether they multiply inputs: only such are regularised
 * @param rows of the matrix that weights are, column-major: the layer's outputs; the length where
 *     they are biases
 */
public record ParameterBlock(int from, int to, boolean weights, int rows) {
  /** One column. */
  public ParameterBlock(int from, int to, boolean weights) {
    this(from, to, weights, to - from);
  }

  public int length() {
    return to - from;
  }

  public int columns() {
    return length() / rows;
  }

  /** Euclidean norm of the block's part of {@code values}, summed in doubles from left to right. */
  double norm(float[] values) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }
}
