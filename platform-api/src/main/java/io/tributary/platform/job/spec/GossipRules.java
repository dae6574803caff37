package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.WorkersSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What gossip goes with: {@code docs/strategies.md} says why. */
final class GossipRules {
  private GossipRules() {}

  /** Rules that need no data set. */
  static void check(JobSpec complete, Violations violations) {
    String strategy = Objects.requireNonNull(complete.strategy()).type();
    if (!StrategyOptions.isGossip(strategy) || !violations.sound("strategy.type")) {
      return;
    }
    Integer partitions = Objects.requireNonNull(complete.training()).partitions();
    if (violations.sound("training.partitions") && partitions != null && partitions < 2) {
      violations.add(
          "training.partitions",
          "training.partitions is %d, but in gossip partitions exchange models: one alone has no neighbour."
              .formatted(partitions),
          "Write at least 2, or strategy type synchronous.");
    }
    WorkersSpec workers = complete.workers();
    Integer most = workers == null ? null : workers.max();
    if (violations.sound("workers.max") && most != null && most < 2) {
      violations.add(
          "workers.max",
          "workers.max is %d, but strategy.topology is for agents that exchange models: one agent has nobody to exchange with."
              .formatted(most),
          "Write at least 2 or leave it out, or write strategy type local-sgd.");
    }
    Integer accumulation = Objects.requireNonNull(complete.training()).accumulation();
    if (accumulation != null && accumulation > 1) {
      violations.add(
          "training.accumulation",
          "training.accumulation is %d, but in gossip each batch changes the partition's model."
              .formatted(accumulation),
          "Leave it out, and write a larger training.batchSize.");
    }
    checkCompression(Objects.requireNonNull(complete.compression()).type(), violations);
  }

  private static void checkCompression(@Nullable String compression, Violations violations) {
    if (violations.sound("compression.type") && !"none".equals(compression)) {
      violations.add(
          "compression.type",
          "compression.type is %s, but in gossip models travel, not gradients: what is rounded off a model does not average out."
              .formatted(compression),
          "Write none, or a sparser strategy.topology: ring.");
    }
  }
}
