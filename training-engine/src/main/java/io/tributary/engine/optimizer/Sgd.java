package io.tributary.engine.optimizer;

/** {@code p -= rate * g}. */
record Sgd(float rate) implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void fold(
      float[] parameters, float[][] slots, float[] gradient, int from, int length, long step) {
    for (int i = 0; i < length; i++) {
      parameters[from + i] -= rate * gradient[i];
    }
  }
}
