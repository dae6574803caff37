package io.tributary.engine.optimizer;

/**
 * Heavy ball (Polyak, 1964) in the form of PyTorch's {@code SGD(momentum)} without dampening:
 * {@code v = momentum * v + g; p -= rate * v}. A change of rate acts at once.
 */
record Momentum(float momentum) implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    float[] velocities = slots[0];
    for (int i = 0; i < parameters.length; i++) {
      float velocity = momentum * velocities[i] + gradient[i];
      velocities[i] = velocity;
      parameters[i] -= rate * velocity;
    }
  }
}
