package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.plan.TrainingPlan;

/**
 * How much a training state holds.
 *
 * @param slots vectors of the optimiser, each of the parameters' length
 * @param values that an update carries
 * @param shared vectors of the codec, each of the values' length
 * @param staleness for how many steps parameters are kept
 * @param keepsBest whether the parameters with the best evaluation are kept
 */
public record StateShape(int slots, int values, int shared, int staleness, boolean keepsBest) {

  /** What the jobs of {@code plan} need. */
  public static StateShape of(TrainingPlan plan) {
    GradientDecoder decoder = GradientDecoder.of(plan);
    return new StateShape(
        ParameterBlocks.updateRule(plan).slots(),
        decoder.values(),
        decoder.shared(),
        plan.strategy().staleness(),
        plan.earlyStopping() != null);
  }
}
