package io.tributary.engine.optimizer;

import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.List;

/**
 * Everything that turns a committed mean gradient into new parameters: clipping, L2, the schedule's
 * rate, the optimiser, L1. In Java arithmetic and a fixed order: the same bits everywhere.
 * Stateless; what an optimiser remembers is in the slots.
 */
public final class UpdateRule {
  private final OptimizerDefinition definition;
  private final LearningRateSchedule schedule;
  private final Regularization regularization;
  private final long totalSteps;
  private final Optimizer optimizer;
  private final List<ParameterBlock> blocks;
  private final L2Penalty penalty;

  private UpdateRule(
      OptimizerDefinition definition,
      LearningRateSchedule schedule,
      Regularization regularization,
      long totalSteps,
      List<ParameterBlock> blocks) {
    this.definition = definition;
    this.schedule = schedule;
    this.regularization = regularization;
    this.totalSteps = totalSteps;
    this.blocks = List.copyOf(blocks);
    this.penalty = new L2Penalty(regularization.l2(), this.blocks);
    this.optimizer = optimizer(definition, this.blocks);
  }

  /**
   * What a committed update does to the shared parameters.
   *
   * @param blocks cover the parameter vector without gaps, in order
   */
  public static UpdateRule committed(TrainingPlan plan, List<ParameterBlock> blocks) {
    OptimizerDefinition outer =
        switch (plan.strategy()) {
          case StrategyDefinition.LocalSgd local -> outer(local);
          // The look at the consensus teaches nothing: what is remembered is the partitions'.
          case StrategyDefinition.Gossip gossip -> new OptimizerDefinition.Sgd(1);
          default -> null;
        };
    return outer != null
        ? new UpdateRule(
            outer,
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            plan.totalSteps(),
            blocks)
        : new UpdateRule(
            afterCompression(plan),
            plan.schedule(),
            plan.regularization(),
            plan.totalSteps(),
            blocks);
  }

  /** With momentum correction the momentum is in what partitions send already. */
  private static OptimizerDefinition afterCompression(TrainingPlan plan) {
    return plan.compression() instanceof CompressionDefinition.TopK topK && topK.momentum() > 0
        ? new OptimizerDefinition.Sgd(plan.optimizer().learningRate())
        : plan.optimizer();
  }

  /** What one of the local steps of local SGD does to a partition's parameters. */
  public static UpdateRule local(TrainingPlan plan, List<ParameterBlock> blocks) {
    int passes = plan.strategy().passes();
    return new UpdateRule(
        plan.optimizer(),
        plan.schedule(),
        plan.regularization(),
        Math.multiplyExact(
            plan.batches().totalSteps(), (long) plan.batches().batchesPerStep() * passes),
        blocks);
  }

  private static OptimizerDefinition outer(StrategyDefinition.LocalSgd local) {
    return switch (local.outer()) {
      case AVERAGE -> new OptimizerDefinition.Sgd(local.rate());
      case MOMENTUM -> new OptimizerDefinition.Momentum(local.rate(), local.momentum());
      case NESTEROV -> new OptimizerDefinition.Nesterov(local.rate(), local.momentum());
    };
  }

  private static Optimizer optimizer(OptimizerDefinition definition, List<ParameterBlock> blocks) {
    return switch (definition) {
      case OptimizerDefinition.Sgd sgd -> new Sgd();
      case OptimizerDefinition.Momentum d -> new Momentum(d.momentum());
      case OptimizerDefinition.Nesterov d -> new Nesterov(d.momentum());
      case OptimizerDefinition.Adagrad d -> new Adagrad(d.epsilon());
      case OptimizerDefinition.RmsProp d -> new RmsProp(d.decay(), d.epsilon());
      case OptimizerDefinition.Adam d ->
          new Adam(new AdamMoments(d.beta1(), d.beta2(), d.epsilon()));
      case OptimizerDefinition.AdamW d ->
          new AdamW(new AdamMoments(d.beta1(), d.beta2(), d.epsilon()), d.weightDecay(), blocks);
      case OptimizerDefinition.Lars d -> new Lars(d.momentum(), d.trust(), d.weightDecay(), blocks);
      case OptimizerDefinition.Lamb d ->
          new Lamb(new AdamMoments(d.beta1(), d.beta2(), d.epsilon()), d.weightDecay(), blocks);
      case OptimizerDefinition.Statistics d ->
          throw new IllegalArgumentException("a model without a gradient has no step of " + d);
      case OptimizerDefinition.SecondOrder d ->
          throw new IllegalArgumentException("a mean gradient alone is no step of " + d);
    };
  }

  /** Number of state vectors that the optimiser keeps beside the parameters. */
  public int slots() {
    return optimizer.slots();
  }

  /** Learning rate of the step after {@code step} committed ones. */
  float rate(long step) {
    return (float) (definition.learningRate() * schedule.factor(step, totalSteps));
  }

  /**
   * Applies one step in place, at the schedule's rate.
   *
   * @param parameters the whole vector
   * @param slots {@link #slots()} vectors of the same length
   * @param gradient mean gradient, of the same length; overwritten
   * @param step committed steps before this one, from 0
   */
  public void apply(float[] parameters, float[][] slots, float[] gradient, long step) {
    apply(parameters, slots, gradient, step, 1);
  }

  /**
   * The same at another rate.
   *
   * @param factor of the schedule's rate
   */
  public void apply(
      float[] parameters, float[][] slots, float[] gradient, long step, float factor) {
    clip(gradient, regularization.clipNorm());
    penalty.addGradient(parameters, gradient);
    float rate = rate(step) * factor;
    optimizer.fold(parameters, slots, gradient, rate, step);
    shrink(parameters, rate * regularization.l1());
  }

  private static void clip(float[] gradient, float limit) {
    if (limit == 0) {
      return;
    }
    double norm = new ParameterBlock(0, gradient.length, true).norm(gradient);
    if (norm > limit) {
      float scale = (float) (limit / norm);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
    }
  }

  private void shrink(float[] parameters, float threshold) {
    if (threshold == 0) {
      return;
    }
    for (ParameterBlock block : blocks) {
      for (int i = block.from(); block.weights() && i < block.to(); i++) {
        float size = Math.max(Math.abs(parameters[i]) - threshold, 0);
        parameters[i] = Math.copySign(size, parameters[i]);
      }
    }
  }
}
