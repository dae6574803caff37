package io.tributary.engine.optimizer;

import io.tributary.engine.plan.OptimizerDefinition;

/**
 * Adam with bias correction: algorithm 1 of Kingma and Ba, "Adam: A Method for Stochastic
 * Optimization", ICLR 2015. Slots are the first and the second moment.
 */
record Adam(OptimizerDefinition.Adam definition) implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void fold(
      float[] parameters, float[][] slots, float[] gradient, int from, int length, long step) {
    float rate = definition.learningRate();
    float epsilon = definition.epsilon();
    float keepFirst = definition.beta1();
    float keepSecond = definition.beta2();
    float takeFirst = 1 - keepFirst;
    float takeSecond = 1 - keepSecond;
    float correctFirst = (float) (1 - StrictMath.pow(keepFirst, step + 1.0));
    float correctSecond = (float) (1 - StrictMath.pow(keepSecond, step + 1.0));
    float[] firsts = slots[0];
    float[] seconds = slots[1];
    for (int i = 0; i < length; i++) {
      float first = keepFirst * firsts[from + i] + takeFirst * gradient[i];
      float second = keepSecond * seconds[from + i] + takeSecond * (gradient[i] * gradient[i]);
      firsts[from + i] = first;
      seconds[from + i] = second;
      float spread = (float) Math.sqrt(second / correctSecond);
      parameters[from + i] -= rate * (first / correctFirst) / (spread + epsilon);
    }
  }
}
