package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import java.util.List;
import java.util.Objects;

/** What a job can be whose steps may be committed without some partitions. */
final class RoundRules {
  private static final String SHARE = "strategy.minimumShare";
  private static final List<String> WITHOUT_MEMORY = List.of("none", "int16", "int8");

  private RoundRules() {}

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  static void check(JobSpec given, JobSpec complete, Violations violations) {
    StrategySpec strategy = Objects.requireNonNull(complete.strategy());
    Double share = strategy.minimumShare();
    if (!violations.sound("strategy.type", SHARE)) {
      return;
    }
    if (share == null || share == 1) {
      if (given.strategy() != null && given.strategy().roundSeconds() != null && share != null) {
        violations.add(
            "strategy.roundSeconds",
            "strategy.roundSeconds is %s, but a step waits for all partitions as long as it takes."
                .formatted(given.strategy().roundSeconds()),
            "Leave it out, or write strategy.minimumShare below 1.");
      }
      return;
    }
    String compression = Objects.requireNonNull(complete.compression()).type();
    if (violations.sound("compression.type") && !WITHOUT_MEMORY.contains(compression)) {
      refuse(
          share,
          "with compression.type %s partitions keep what they did not send, and one that was left out would keep the wrong thing"
              .formatted(compression),
          "Write compression none, int16 or int8, or leave minimumShare out.",
          violations);
    }
    String optimizer = Objects.requireNonNull(complete.optimizer()).type();
    if (SecondOrderRules.isSecondOrder(optimizer)) {
      refuse(
          share,
          "the phases of %s belong together, and each needs the same partitions"
              .formatted(optimizer),
          "Leave minimumShare out, or choose a first-order optimizer.",
          violations);
    }
    if ("vertical".equals(Objects.requireNonNull(complete.training()).partitioning())) {
      refuse(
          share,
          "training.partitioning is vertical: without a partition its columns would be missing",
          "Leave minimumShare out.",
          violations);
    }
    if (UnsupervisedRules.isModel(Objects.requireNonNull(complete.model()).type())) {
      refuse(
          share,
          "%s starts from statistics of all rows".formatted(complete.model().type()),
          "Leave minimumShare out.",
          violations);
    }
  }

  private static void refuse(double share, String reason, String advice, Violations violations) {
    violations.add(SHARE, "%s is %s, but %s.".formatted(SHARE, share, reason), advice);
  }
}
