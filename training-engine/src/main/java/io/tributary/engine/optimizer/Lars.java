package io.tributary.engine.optimizer;

import java.util.List;

/**
 * Layer-wise adaptive rate scaling: algorithm 1 of You, Gitman and Ginsburg, "Large Batch Training
 * of Convolutional Networks", 2017. A layer's weights learn at {@code trust * |w| / (|g| +
 * weightDecay * |w|)} times the rate; biases, and layers whose norms are zero, at the rate itself.
 */
record Lars(float momentum, float trust, float weightDecay, List<ParameterBlock> blocks)
    implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    float[] velocities = slots[0];
    for (ParameterBlock block : blocks) {
      float decay = block.weights() ? weightDecay : 0;
      float local = rate * local(block, parameters, gradient);
      for (int i = block.from(); i < block.to(); i++) {
        float velocity = momentum * velocities[i] + local * (gradient[i] + decay * parameters[i]);
        velocities[i] = velocity;
        parameters[i] -= velocity;
      }
    }
  }

  private float local(ParameterBlock block, float[] parameters, float[] gradient) {
    double weights = block.weights() ? block.norm(parameters) : 0;
    double slope = weights == 0 ? 0 : block.norm(gradient);
    return slope == 0 ? 1 : (float) (trust * weights / (slope + weightDecay * weights));
  }
}
