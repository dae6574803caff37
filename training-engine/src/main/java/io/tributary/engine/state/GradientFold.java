package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.UpdateRule;
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
    rule.apply(state.parameters(), state.slots(), gradient, update.step());
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
