package io.tributary.engine.optimizer;

/** {@code p -= rate * g}. */
record Sgd(float rate) implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void fold(
      float[] parameters, float[][] slots, int[] sums, int from, int to, float scale, long step) {
    for (int i = from; i < to; i++) {
      float gradient = sums[i] * scale;
      parameters[i] -= rate * gradient;
    }
  }
}
