package io.tributary.engine.optimizer;

import java.util.List;

/**
 * Adam with decoupled weight decay: algorithm 2 of Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", ICLR 2019, in PyTorch's form: weights shrink by {@code rate * weightDecay}
 * before Adam's step.
 */
record AdamW(AdamMoments moments, float weightDecay, List<ParameterBlock> blocks)
    implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step) {
    moments.advance(slots, gradient, step);
    float keep = 1 - rate * weightDecay;
    for (ParameterBlock block : blocks) {
      for (int i = block.from(); i < block.to(); i++) {
        float decayed = block.weights() ? parameters[i] * keep : parameters[i];
        parameters[i] = decayed - rate * gradient[i];
      }
    }
  }
}
