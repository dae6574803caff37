package io.tributary.engine.optimizer;

/**
 * Nesterov's accelerated gradient (Sutskever et al., ICML 2013) in the form of PyTorch's {@code
 * SGD(nesterov=True)}: {@code v = momentum * v + g; p -= rate * (g + momentum * v)}.
 */
record Nesterov(float momentum) implements Optimizer {
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
      parameters[i] -= rate * (gradient[i] + momentum * velocity);
    }
  }
}
