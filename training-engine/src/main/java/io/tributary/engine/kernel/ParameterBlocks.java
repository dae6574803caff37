package io.tributary.engine.kernel;

import io.tributary.engine.optimizer.ParameterBlock;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** Which parameters of a plan's model belong together. */
public final class ParameterBlocks {
  private ParameterBlocks() {}

  /**
   * Weights and biases layer by layer, in the order of the parameter vector; one block of a model
   * without layers.
   */
  public static List<ParameterBlock> of(TrainingPlan plan) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return List.of(new ParameterBlock(0, InitialParameters.count(plan), true));
    }
    List<ParameterBlock> blocks = new ArrayList<>();
    for (DenseLayer layer : NetworkShape.of(plan).layers()) {
      blocks.add(new ParameterBlock(layer.weightsAt(), layer.biasesAt(), true, layer.outputs()));
      if (layer.hasBiases()) {
        blocks.add(new ParameterBlock(layer.biasesAt(), layer.end(), false));
      }
    }
    return blocks;
  }

  /** What a committed update does to the plan's model. */
  public static UpdateRule updateRule(TrainingPlan plan) {
    return UpdateRule.committed(plan, of(plan));
  }
}
