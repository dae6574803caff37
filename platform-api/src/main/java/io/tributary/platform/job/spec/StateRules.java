package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.CompressionSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import java.util.Objects;

/** Whether a job's state fits one checkpoint. */
final class StateRules {
  /** A checkpoint is one array of bytes on its way. */
  static final long MOST_BYTES = 2_000_000_000;

  private StateRules() {}

  /**
   * @param parameters of the model
   * @param upper those of them above the first layer
   * @param heap largest heap of the control plane, in bytes
   */
  static void check(
      JobSpec complete, long parameters, long upper, long heap, Violations violations) {
    if (!violations.sound("optimizer.type", "strategy", "compression", "training.partitions")) {
      return;
    }
    long earlier = earlierVectors(Objects.requireNonNull(complete.strategy()));
    boolean vertical = VerticalRules.isVertical(complete);
    long remembered =
        vertical ? ownVectors(complete, parameters, upper) : rememberedVectors(complete);
    long shared = vertical ? 0 : optimizerVectors(complete);
    long vectors = 1 + shared + earlier + remembered + bestVectors(complete);
    if (vectors * parameters * Float.BYTES <= MOST_BYTES) {
      MemoryRules.check(vectors, Math.max(1, earlier), parameters, heap, violations);
      return;
    }
    String field = vertical ? "training.partitions" : fieldToChange(complete, earlier, remembered);
    violations.add(
        field,
        "The job's state would be %d vectors of %d parameters, %.1f GB; a checkpoint holds %.1f GB."
            .formatted(vectors, parameters, vectors * parameters * 4 / 1e9, MOST_BYTES / 1e9),
        switch (field) {
          case "training.partitions" ->
              "Use fewer units, or fewer partitions: each keeps the layers above the first.";
          case "compression.type" ->
              "Write a compression that remembers nothing (none, int16, int8), or fewer partitions.";
          case "strategy.staleness" -> "Write a smaller staleness.";
          case "optimizer.history" -> "Write a smaller history, or use fewer features.";
          default -> "Use fewer units, or an optimiser that keeps fewer vectors.";
        });
  }

  private static String fieldToChange(JobSpec complete, long earlier, long remembered) {
    if (remembered > earlier) {
      return "compression.type";
    }
    if (earlier > 0) {
      return "strategy.staleness";
    }
    OptimizerSpec optimizer = Objects.requireNonNull(complete.optimizer());
    return optimizer.history() == null ? "model.hidden" : "optimizer.history";
  }

  private static long optimizerVectors(JobSpec complete) {
    OptimizerSpec optimizer = Objects.requireNonNull(complete.optimizer());
    return switch (Objects.requireNonNull(optimizer.type())) {
      case "sgd" -> 0;
      case "momentum", "nesterov", "adagrad", "rmsprop", "lars" -> 1;
      // The gradient, the direction, and a pair of changes for each iteration that is remembered.
      case "l-bfgs" -> 2 + 2L * Objects.requireNonNull(optimizer.history());
      default -> 2;
    };
  }

  /** What partitions that hold columns keep: each the layers above the first, and all slots. */
  private static long ownVectors(JobSpec complete, long parameters, long upper) {
    Integer partitions = Objects.requireNonNull(complete.training()).partitions();
    long kept = parameters + (Objects.requireNonNull(partitions) - 1) * upper;
    return Math.ceilDiv((1 + optimizerVectors(complete)) * kept, parameters);
  }

  private static long earlierVectors(StrategySpec strategy) {
    Integer staleness = strategy.staleness();
    return staleness == null || StrategyOptions.isByArrival(strategy) ? 0 : staleness + 1;
  }

  private static long rememberedVectors(JobSpec complete) {
    CompressionSpec compression = Objects.requireNonNull(complete.compression());
    Integer partitions = Objects.requireNonNull(complete.training()).partitions();
    long each;
    if (StrategyOptions.isGossip(Objects.requireNonNull(complete.strategy()).type())) {
      each = 1 + optimizerVectors(complete);
    } else if (CompressionOptions.WITHOUT_MEMORY.contains(compression.type())) {
      each = 0;
    } else {
      each = Boolean.TRUE.equals(compression.momentumCorrection()) ? 2 : 1;
    }
    return each * Objects.requireNonNull(partitions);
  }

  private static long bestVectors(JobSpec complete) {
    return Objects.requireNonNull(complete.evaluation()).earlyStopping() == null ? 0 : 1;
  }
}
