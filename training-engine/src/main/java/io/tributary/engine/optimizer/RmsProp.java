package io.tributary.engine.optimizer;

/**
 * RMSProp (Tieleman and Hinton, Coursera lecture 6.5, 2012) in PyTorch's form: {@code s = decay * s
 * + (1 - decay) * g*g; p -= rate * g / (sqrt(s) + epsilon)}. The slot is the mean square.
 */
record RmsProp(float decay, float epsilon) implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    float[] squares = slots[0];
    float take = 1 - decay;
    for (int i = 0; i < parameters.length; i++) {
      float square = decay * squares[i] + take * (gradient[i] * gradient[i]);
      squares[i] = square;
      parameters[i] -= rate * gradient[i] / ((float) Math.sqrt(square) + epsilon);
    }
  }
}
