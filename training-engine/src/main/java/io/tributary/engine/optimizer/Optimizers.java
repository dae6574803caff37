package io.tributary.engine.optimizer;

import io.tributary.engine.plan.OptimizerDefinition;

/** Optimisers by definition. */
public final class Optimizers {
  private Optimizers() {}

  /** The fold of {@code definition}. */
  public static Optimizer create(OptimizerDefinition definition) {
    return switch (definition) {
      case OptimizerDefinition.Sgd sgd -> new Sgd(sgd.learningRate());
      case OptimizerDefinition.Momentum momentum ->
          new Momentum(momentum.learningRate(), momentum.momentum());
      case OptimizerDefinition.Adam adam -> new Adam(adam);
    };
  }
}
