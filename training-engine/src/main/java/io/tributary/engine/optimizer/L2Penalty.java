package io.tributary.engine.optimizer;

import java.util.List;

/**
 * {@code strength / 2} times the squared weights, biases left out. Sums run in doubles from left to
 * right: the same bits everywhere.
 *
 * @param blocks cover the parameter vector without gaps, in order
 */
public record L2Penalty(float strength, List<ParameterBlock> blocks) {
  public L2Penalty {
    blocks = List.copyOf(blocks);
  }

  /** Adds the penalty's gradient at {@code parameters} to {@code gradient}. */
  public void addGradient(float[] parameters, float[] gradient) {
    if (strength == 0) {
      return;
    }
    for (ParameterBlock block : blocks) {
      for (int i = block.from(); block.weights() && i < block.to(); i++) {
        gradient[i] += strength * parameters[i];
      }
    }
  }

  /** How much the penalty changes from {@code parameters} by {@code - length * direction}. */
  public double change(float[] parameters, float[] direction, double length) {
    double product = 0;
    double squares = 0;
    for (ParameterBlock block : blocks) {
      for (int i = block.from(); block.weights() && i < block.to(); i++) {
        product += (double) parameters[i] * direction[i];
        squares += (double) direction[i] * direction[i];
      }
    }
    return strength * length * (length / 2 * squares - product);
  }
}
