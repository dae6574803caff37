package io.tributary.engine.state;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;

/** What a committed update does to the parameters. Not thread-safe. */
interface StepFold {

  /**
   * Changes the parameters and what belongs to them, in place.
   *
   * @param state whose {@link TrainingState#step()} is the update's
   */
  void fold(Update update, TrainingState state);

  /** The fold of {@code plan}'s optimiser over so many parameters. */
  static StepFold of(TrainingPlan plan, int parameters) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return new FittingFold(Fitting.of(plan));
    }
    if (plan.columns() != null) {
      return new ColumnFold(plan.batches());
    }
    if (plan.strategy() instanceof StrategyDefinition.Gossip) {
      return new ConsensusFold(plan);
    }
    return plan.optimizer() instanceof OptimizerDefinition.SecondOrder method
        ? new SecondOrderFold(plan, method)
        : new GradientFold(plan, parameters);
  }
}
