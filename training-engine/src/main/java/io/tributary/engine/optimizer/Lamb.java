package io.tributary.engine.optimizer;

import java.util.List;

/**
 * Layer-wise adaptive moments: algorithm 2 of You et al., "Large Batch Optimization for Deep
 * Learning: Training BERT in 76 minutes", ICLR 2020, with the identity as scaling function. A
 * layer's weights move by {@code rate * |w| / |direction|} along Adam's direction plus {@code
 * weightDecay * w}; biases, and layers whose norms are zero, by the rate itself.
 */
record Lamb(AdamMoments moments, float weightDecay, List<ParameterBlock> blocks)
    implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    moments.advance(slots, gradient, step);
    for (ParameterBlock block : blocks) {
      if (block.weights()) {
        for (int i = block.from(); i < block.to(); i++) {
          gradient[i] += weightDecay * parameters[i];
        }
      }
      float local = rate * trust(block, parameters, gradient);
      for (int i = block.from(); i < block.to(); i++) {
        parameters[i] -= local * gradient[i];
      }
    }
  }

  private static float trust(ParameterBlock block, float[] parameters, float[] direction) {
    double weights = block.weights() ? block.norm(parameters) : 0;
    double length = weights == 0 ? 0 : block.norm(direction);
    return length == 0 ? 1 : (float) (weights / length);
  }
}
