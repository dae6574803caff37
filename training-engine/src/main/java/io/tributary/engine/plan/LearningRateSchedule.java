package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How the learning rate changes over a job, as a factor of the optimiser's rate. Computed in
 * StrictMath, so every replica has the same bits.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LearningRateSchedule.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = LearningRateSchedule.Step.class, name = "step"),
  @JsonSubTypes.Type(value = LearningRateSchedule.Cosine.class, name = "cosine"),
  @JsonSubTypes.Type(value = LearningRateSchedule.Polynomial.class, name = "polynomial"),
  @JsonSubTypes.Type(value = LearningRateSchedule.OneCycle.class, name = "one-cycle")
})
public sealed interface LearningRateSchedule {

  /** Steps over which the factor first rises in a straight line from {@code 1 / (warmup + 1)}. */
  long warmupSteps();

  /**
   * Factor after the warm-up.
   *
   * @param done share of the steps after the warm-up that are committed, 0 to less than 1
   * @param step committed steps after the warm-up
   */
  double factorAfterWarmup(double done, long step);

  /** Factor for the step after {@code step} committed ones of {@code totalSteps}. */
  default double factor(long step, long totalSteps) {
    if (step < warmupSteps()) {
      return (step + 1.0) / (warmupSteps() + 1.0);
    }
    long after = step - warmupSteps();
    return factorAfterWarmup((double) after / Math.max(1, totalSteps - warmupSteps()), after);
  }

  /** Always 1. */
  record Constant(long warmupSteps) implements LearningRateSchedule {
    @Override
    public double factorAfterWarmup(double done, long step) {
      return 1;
    }
  }

  /** Multiplied by {@code decay} every {@code everySteps} steps. */
  record Step(long everySteps, double decay, long warmupSteps) implements LearningRateSchedule {
    @Override
    public double factorAfterWarmup(double done, long step) {
      return StrictMath.pow(decay, (double) (step / everySteps));
    }
  }

  /**
   * Half a cosine from 1 to {@code last} (Loshchilov and Hutter, "SGDR", ICLR 2017, without
   * restarts).
   */
  record Cosine(double last, long warmupSteps) implements LearningRateSchedule {
    @Override
    public double factorAfterWarmup(double done, long step) {
      return last + (1 - last) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    }
  }

  /** {@code (1 - done)^power}, from 1 to {@code last}. */
  record Polynomial(double power, double last, long warmupSteps) implements LearningRateSchedule {
    @Override
    public double factorAfterWarmup(double done, long step) {
      return last + (1 - last) * StrictMath.pow(1 - done, power);
    }
  }

  /**
   * From {@code first} up to 1 over a share {@code rise} of the steps, then down to {@code last},
   * both in half cosines (Smith and Topin, "Super-Convergence", 2018, in PyTorch's form).
   */
  record OneCycle(double first, double rise, double last) implements LearningRateSchedule {
    @Override
    public long warmupSteps() {
      return 0;
    }

    @Override
    public double factorAfterWarmup(double done, long step) {
      return done < rise
          ? between(first, 1, done / rise)
          : between(1, last, (done - rise) / (1 - rise));
    }

    private static double between(double from, double to, double share) {
      return to + (from - to) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * share));
    }
  }
}
