package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.job.JobSpec.EarlyStoppingSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.ScheduleSpec;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import org.jspecify.annotations.Nullable;

/** The optimizer of a complete job spec in the engine's terms: steps for epochs, 32-bit numbers. */
final class UpdateDefinitions {
  private UpdateDefinitions() {}

  static @Nullable EarlyStopping earlyStopping(@Nullable EarlyStoppingSpec spec) {
    return spec == null
        ? null
        : new EarlyStopping(
            requireNonNull(spec.metric()),
            requireNonNull(spec.patience()),
            requireNonNull(spec.minDelta()));
  }

  static OptimizerDefinition optimizer(OptimizerSpec spec) {
    if (spec.learningRate() == null) {
      return secondOrder(spec);
    }
    float rate = number(spec.learningRate());
    return switch (requireNonNull(spec.type())) {
      case "sgd" -> new OptimizerDefinition.Sgd(rate);
      case "momentum" -> new OptimizerDefinition.Momentum(rate, number(spec.momentum()));
      case "nesterov" -> new OptimizerDefinition.Nesterov(rate, number(spec.momentum()));
      case "adagrad" -> new OptimizerDefinition.Adagrad(rate, number(spec.epsilon()));
      case "rmsprop" ->
          new OptimizerDefinition.RmsProp(rate, number(spec.decay()), number(spec.epsilon()));
      case "adam" ->
          new OptimizerDefinition.Adam(
              rate, number(spec.beta1()), number(spec.beta2()), number(spec.epsilon()));
      case "adamw" ->
          new OptimizerDefinition.AdamW(
              rate,
              number(spec.beta1()),
              number(spec.beta2()),
              number(spec.epsilon()),
              number(spec.weightDecay()));
      case "lars" ->
          new OptimizerDefinition.Lars(
              rate, number(spec.momentum()), number(spec.trust()), number(spec.weightDecay()));
      case "lamb" ->
          new OptimizerDefinition.Lamb(
              rate,
              number(spec.beta1()),
              number(spec.beta2()),
              number(spec.epsilon()),
              number(spec.weightDecay()));
      default -> throw new IllegalStateException("optimizer type " + spec.type());
    };
  }

  /** The types without a learning rate. */
  private static OptimizerDefinition secondOrder(OptimizerSpec spec) {
    return switch (requireNonNull(spec.type())) {
      case "giant" -> new OptimizerDefinition.Giant(requireNonNull(spec.localIterations()));
      case "dane" ->
          new OptimizerDefinition.Dane(
              number(spec.eta()),
              number(spec.mu()),
              requireNonNull(spec.localSteps()),
              requireNonNull(spec.localIterations()));
      case "l-bfgs" -> new OptimizerDefinition.LimitedBfgs(requireNonNull(spec.history()));
      default -> throw new IllegalStateException("optimizer type " + spec.type());
    };
  }

  /**
   * @param spec null for an optimiser without a rate
   */
  static LearningRateSchedule schedule(@Nullable ScheduleSpec spec, int stepsPerEpoch) {
    if (spec == null) {
      return new LearningRateSchedule.Constant(0);
    }
    Double warmup = spec.warmupEpochs();
    long warmupSteps = warmup == null ? 0 : Math.round(warmup * stepsPerEpoch);
    return switch (requireNonNull(spec.type())) {
      case "constant" -> new LearningRateSchedule.Constant(warmupSteps);
      case "step" ->
          new LearningRateSchedule.Step(
              Math.max(1, Math.round(requireNonNull(spec.everyEpochs()) * stepsPerEpoch)),
              requireNonNull(spec.decay()),
              warmupSteps);
      case "cosine" -> new LearningRateSchedule.Cosine(requireNonNull(spec.last()), warmupSteps);
      case "polynomial" ->
          new LearningRateSchedule.Polynomial(
              requireNonNull(spec.power()), requireNonNull(spec.last()), warmupSteps);
      case "one-cycle" ->
          new LearningRateSchedule.OneCycle(
              requireNonNull(spec.first()),
              requireNonNull(spec.rise()),
              requireNonNull(spec.last()));
      default -> throw new IllegalStateException("schedule type " + spec.type());
    };
  }

  static Regularization regularization(OptimizerSpec spec) {
    Double clip = spec.clipNorm();
    return new Regularization(
        number(spec.l1()), number(spec.l2()), clip == null ? 0 : clip.floatValue());
  }

  private static float number(@Nullable Double value) {
    return requireNonNull(value).floatValue();
  }
}
