package io.tributary.engine.optimizer;

/**
 * Adagrad, diagonal form (Duchi, Hazan and Singer, JMLR 2011): {@code s += g*g; p -= rate * g /
 * (sqrt(s) + epsilon)}. The slot is the sum of squares.
 */
record Adagrad(float epsilon) implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    float[] squares = slots[0];
    for (int i = 0; i < parameters.length; i++) {
      float square = squares[i] + gradient[i] * gradient[i];
      squares[i] = square;
      parameters[i] -= rate * gradient[i] / ((float) Math.sqrt(square) + epsilon);
    }
  }
}
