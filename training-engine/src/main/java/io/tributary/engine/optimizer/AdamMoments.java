package io.tributary.engine.optimizer;

/**
 * First and second moment of Adam and its relatives: algorithm 1 of Kingma and Ba, "Adam: A Method
 * for Stochastic Optimization", ICLR 2015.
 */
record AdamMoments(float beta1, float beta2, float epsilon) {

  /**
   * Takes {@code gradient} in and replaces it by the bias-corrected direction {@code m / (sqrt(v) +
   * epsilon)}.
   */
  void advance(float[][] slots, float[] gradient, long step) {
    float takeFirst = 1 - beta1;
    float takeSecond = 1 - beta2;
    float correctFirst = (float) (1 - StrictMath.pow(beta1, step + 1.0));
    float correctSecond = (float) (1 - StrictMath.pow(beta2, step + 1.0));
    float[] firsts = slots[0];
    float[] seconds = slots[1];
    for (int i = 0; i < gradient.length; i++) {
      float first = beta1 * firsts[i] + takeFirst * gradient[i];
      float second = beta2 * seconds[i] + takeSecond * (gradient[i] * gradient[i]);
      firsts[i] = first;
      seconds[i] = second;
      float spread = (float) Math.sqrt(second / correctSecond);
      gradient[i] = (first / correctFirst) / (spread + epsilon);
    }
  }
}
