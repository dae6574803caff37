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
      float[] parameters, float[][] slots, float[] gradient, int from, int length, long step) {
    float[] velocities = slots[0];
    for (int i = 0; i < length; i++) {
      float velocity = momentum * velocities[from + i] + gradient[i];
      velocities[from + i] = velocity;
      parameters[from + i] -= rate * velocity;
    }
  }
}
