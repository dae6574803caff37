package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a second-order optimizer goes with: {@code docs/strategies.md} says why. */
final class SecondOrderRules {
  static final int MOST_LOCAL_ITERATIONS = 10_000;

  static final int MOST_LOCAL_STEPS = 1_000;

  /** Each takes two vectors of the model's length, in every process that folds. */
  static final int MOST_HISTORY = 100;

  private static final List<String> TYPES = List.of("giant", "dane", "l-bfgs");

  private final JobSpec given;
  private final JobSpec complete;
  private final String type;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  SecondOrderRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.type = String.valueOf(Objects.requireNonNull(complete.optimizer()).type());
    this.violations = violations;
  }

  static boolean isSecondOrder(@Nullable String type) {
    return type != null && TYPES.contains(type);
  }

  /** Rules that need no data set. */
  void check() {
    if (!isSecondOrder(type) || !violations.sound("optimizer.type")) {
      return;
    }
    checkModel();
    checkStrategy();
    checkOptimizer();
    if (Objects.requireNonNull(Objects.requireNonNull(complete.training()).accumulation()) > 1) {
      violations.add(
          "training.accumulation",
          "training.accumulation is %d, but every step of %s uses all rows anyway."
              .formatted(Objects.requireNonNull(complete.training()).accumulation(), type),
          "Leave it out.");
    }
  }

  private void checkModel() {
    String model = Objects.requireNonNull(complete.model()).type();
    if (violations.sound("model.type") && !"linear".equals(model)) {
      violations.add(
          "optimizer.type",
          "optimizer.type is %s, but model.type is %s, whose Hessian is indefinite: the method needs a convex model."
              .formatted(type, model),
          "Write model type linear, or another optimizer, for example adam.");
    }
  }

  private void checkStrategy() {
    String strategy = Objects.requireNonNull(complete.strategy()).type();
    if (violations.sound("strategy.type") && !"synchronous".equals(strategy)) {
      violations.add(
          "strategy.type",
          "strategy.type is %s, but each phase of %s begins with what the one before ended with."
              .formatted(strategy, type),
          "Write synchronous, or leave it out.");
    }
    String compression = Objects.requireNonNull(complete.compression()).type();
    if (violations.sound("compression.type") && !"none".equals(compression)) {
      violations.add(
          "compression.type",
          "compression.type is %s, but what %s makes of a gradient amplifies every rounding."
              .formatted(compression, type),
          "Write none, or leave it out.");
    }
  }

  private void checkOptimizer() {
    OptimizerSpec optimizer = Objects.requireNonNull(given.optimizer());
    refuse("l1", optimizer.l1(), "the L1 penalty has no second derivative; l2 is supported");
    refuse("clipNorm", optimizer.clipNorm(), "the line search limits the step");
    if (optimizer.schedule() != null) {
      violations.add(
          "optimizer.schedule",
          "optimizer.schedule is given, but %s has no learning rate: the line search finds one."
              .formatted(type),
          "Leave it out.");
    }
  }

  private void refuse(String key, @Nullable Double value, String reason) {
    String field = "optimizer." + key;
    if (value != null && value != 0 && violations.sound(field)) {
      violations.add(
          field,
          "%s is %s, but with %s %s.".formatted(field, value, type, reason),
          "Leave it out.");
    }
  }

  /** Rules about rows. */
  void check(long trainingRows) {
    TrainingSpec training = given.training();
    Integer batchSize = training == null ? null : training.batchSize();
    if (isSecondOrder(type)
        && batchSize != null
        && batchSize < trainingRows
        && violations.sound("optimizer.type", "training.batchSize")) {
      violations.add(
          "training.batchSize",
          "training.batchSize is %d, but each step of %s uses all %d training rows."
              .formatted(batchSize, type, trainingRows),
          "Leave it out, or write %d.".formatted(trainingRows));
    }
  }
}
