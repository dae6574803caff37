package io.tributary.engine.optimizer;

/**
 * A range of the parameter vector that belongs together: the weights or the biases of one layer.
 *
 * @param from first parameter
 * @param to after the last
 * @param weights whether they multiply inputs: only such are regularised
 */
public record ParameterBlock(int from, int to, boolean weights) {
  /** Euclidean norm of the block's part of {@code values}, summed in doubles from left to right. */
  double norm(float[] values) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }
}
