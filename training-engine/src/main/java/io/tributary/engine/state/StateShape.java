package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;

/**
 * How much a training state holds.
 *
 * @param slots vectors of the optimiser, each of the parameters' length; none where partitions hold
 *     columns and remember them
 * @param values that an update carries
 * @param shared vectors of the codec, or the scores of the step before, each of the values' length
 * @param staleness for how many steps parameters are kept
 * @param keepsBest whether the parameters with the best evaluation are kept
 * @param phases of an iteration: the values of each have a grid of their own, because a direction
 *     is not as large as a gradient
 * @param clocks one for each partition, where each has its own; else 0
 * @param levels of the steps that may be computed now, where the ledger chooses them; else 0
 */
public record StateShape(
    int slots,
    int values,
    int shared,
    int staleness,
    boolean keepsBest,
    int phases,
    int clocks,
    int levels) {

  /** What the jobs of {@code plan} need. */
  public static StateShape of(TrainingPlan plan) {
    GradientDecoder decoder = GradientDecoder.of(plan);
    boolean columns = plan.columns() != null;
    return new StateShape(
        columns ? 0 : slots(plan),
        decoder.values(),
        columns ? 1 : decoder.shared(),
        plan.strategy().staleness(),
        plan.earlyStopping() != null,
        phases(plan),
        plan.strategy() instanceof StrategyDefinition.ByArrival ? plan.batches().partitions() : 0,
        plan.compression() instanceof CompressionDefinition.Adaptive
            ? plan.strategy().staleness() + 1
            : 0);
  }

  private static int phases(TrainingPlan plan) {
    return plan.model() instanceof ModelDefinition.Unsupervised
        ? Fitting.of(plan).grids()
        : plan.batches().phases();
  }

  private static int slots(TrainingPlan plan) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return Fitting.of(plan).slots();
    }
    return plan.optimizer() instanceof OptimizerDefinition.SecondOrder method
        ? method.slots()
        : ParameterBlocks.updateRule(plan).slots();
  }

  /** Number of grids that a state keeps. */
  int grids() {
    return Math.max(staleness + 1, phases);
  }
}
