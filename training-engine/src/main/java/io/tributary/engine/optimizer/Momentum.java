package io.tributary.engine.optimizer;

/**
 * Heavy ball (Polyak, 1964) in the form of PyTorch's {@code SGD(momentum)} without dampening:
 * {@code v = momentum * v + g; p -= rate * v}. A change of rate acts at once.
 */
record Momentum(float rate, float momentum) implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void fold(
      float[] parameters, float[][] slots, int[] sums, int from, int to, float scale, long step) {
    float[] velocities = slots[0];
    for (int i = from; i < to; i++) {
      float gradient = sums[i] * scale;
      float velocity = momentum * velocities[i] + gradient;
      velocities[i] = velocity;
      parameters[i] -= rate * velocity;
    }
  }
}
