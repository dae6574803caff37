package io.tributary.engine.optimizer;

/** {@code p -= rate * g}. */
record Sgd(float rate) implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void fold(
      float[] parameters, float[][] slots, int[] sums, int offset, float scale, long step) {
    for (int i = 0; i < sums.length; i++) {
      float gradient = sums[i] * scale;
      parameters[offset + i] -= rate * gradient;
    }
  }
}
