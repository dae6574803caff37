package io.tributary.engine.optimizer;

/** {@code p -= rate * g}. */
record Sgd() implements Optimizer {
  @Override
  public int slots() {
    return 0;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradient[i];
    }
  }
}
