package io.tributary.engine.optimizer;

/** Adam with bias correction: {@code p -= rate * direction}. Slots are the moments. */
record Adam(AdamMoments moments) implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    moments.advance(slots, gradient, step);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
