package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;

/** The family of SGD: the sum becomes a mean gradient, the update rule applies it. */
final class GradientFold implements StepFold {
  private final TrainingPlan plan;
  private final UpdateRule rule;
  private final GradientDecoder decoder;
  private final float[] gradient;

  GradientFold(TrainingPlan plan, int parameters) {
    this.plan = plan;
    this.rule = ParameterBlocks.updateRule(plan);
    this.decoder = GradientDecoder.of(plan);
    this.gradient = new float[parameters];
  }

  @Override
  public void fold(Update update, TrainingState state) {
    long rows = update.summary().train().rows();
    if (rows == 0) {
      return;
    }
    // What partitions remember is in units of a full step, and so is what they send.
    boolean remembers = plan.compression().remembers();
    long divisor = remembers ? plan.batches().fullStepRows() : rows;
    decoder.decode(update, divisor, state.shared(), gradient);
    if (plan.strategy() instanceof StrategyDefinition.Pipelined pipelined) {
      float[] base = state.parametersAt(plan.baseOf(update.step()));
      compensate(state.parameters(), base, pipelined.compensation());
    }
    Origin origin = update.summary().origin();
    float factor = origin == null ? 1 : factor(update.step() - origin.base(), rows);
    rule.apply(state.parameters(), state.slots(), gradient, update.step(), factor);
  }

  /**
   * The rate of one partition's batch beside that of a full step: its share of a full step's rows,
   * and, where parameters have moved on by more than a full step since, so many full steps less
   * (Zhang et al., "Staleness-aware Async-SGD for Distributed Deep Learning", IJCAI 2016, eq. 6:
   * the rate is divided by the staleness).
   *
   * @param staleness steps that were committed since the batch's parameters
   */
  private float factor(long staleness, long rows) {
    BatchPlan batches = plan.batches();
    double share = (double) rows / batches.fullStepRows();
    return (float) (share / Math.max(1, (double) staleness / batches.partitions()));
  }

  private void compensate(float[] parameters, float[] base, float lambda) {
    if (lambda == 0) {
      return;
    }
    for (int i = 0; i < gradient.length; i++) {
      float moved = parameters[i] - base[i];
      gradient[i] += lambda * (gradient[i] * gradient[i]) * moved;
    }
  }
}
