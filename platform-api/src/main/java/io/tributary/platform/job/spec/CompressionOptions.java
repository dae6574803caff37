package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.CompressionSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks the compression of a job spec: {@code docs/jobs.md} lists it all. */
final class CompressionOptions {
  private static final int MOST_RANK = 1_000;
  private static final int MOST_WARMUP_EPOCHS = 1_000;

  /** Types that keep nothing back from one step to the next. */
  static final List<String> WITHOUT_MEMORY = List.of("none", "int16", "int8");

  private static final TypedOptions TYPES =
      TypedOptions.at("compression", "none")
          .type("none", Map.of())
          .type("int16", Map.of())
          .type("int8", Map.of())
          .type("top-k", Map.of("share", 0.01, "warmupEpochs", 0.0))
          .type("threshold", Map.of("share", 0.01))
          .type("sign", Map.of())
          .type("power-sgd", Map.of("rank", 2.0))
          .type("adaptive", Map.of())
          .build();

  private CompressionOptions() {}

  static CompressionSpec read(SpecNode root) {
    SpecNode node =
        root.child(
            "compression",
            List.of("type", "share", "warmupEpochs", "momentumCorrection", "rank", "levels"));
    return new CompressionSpec(
        node.choice("type", TYPES.types(), List.of()),
        node.number("share", Range.INNER_SHARE),
        node.integer("warmupEpochs", 0, MOST_WARMUP_EPOCHS),
        node.flag("momentumCorrection"),
        node.integer("rank", 1, MOST_RANK),
        node.texts("levels"));
  }

  static CompressionSpec complete(@Nullable CompressionSpec given) {
    String type = given == null || given.type() == null ? TYPES.defaultType() : given.type();
    Map<String, @Nullable Double> numbers =
        TYPES.complete(type, given == null ? Map.of() : numbers(given));
    Boolean correction = given == null ? null : given.momentumCorrection();
    return new CompressionSpec(
        type,
        numbers.get("share"),
        TypedOptions.whole(numbers.get("warmupEpochs")),
        type.equals("top-k") ? Boolean.valueOf(Boolean.TRUE.equals(correction)) : null,
        TypedOptions.whole(numbers.get("rank")),
        type.equals("adaptive") ? LevelOptions.complete(given) : null);
  }

  private static boolean mayCorrectMomentum(OptimizerSpec optimizer, StrategySpec strategy) {
    return ("momentum".equals(optimizer.type()) || "nesterov".equals(optimizer.type()))
        && !isLocal(strategy);
  }

  private static boolean isLocal(StrategySpec strategy) {
    return "local-sgd".equals(strategy.type());
  }

  static void check(CompressionSpec given, JobSpec complete, Violations violations) {
    if (!violations.sound("compression.type")) {
      return;
    }
    CompressionSpec all = Objects.requireNonNull(complete.compression());
    String type = Objects.requireNonNull(all.type());
    TYPES.check(type, numbers(given), violations);
    checkMomentumCorrection(given, type, complete, violations);
    LevelOptions.check(given.levels(), type, violations);
    if (type.equals("power-sgd")
        && "pipelined".equals(Objects.requireNonNull(complete.strategy()).type())) {
      violations.add(
          "compression.type",
          "compression.type is power-sgd, whose matrices of a step follow from the step before, but"
              + " strategy.type is pipelined, where that one is still on its way.",
          "Write another compression, or strategy type synchronous or local-sgd.");
    }
    StrategySpec strategy = Objects.requireNonNull(complete.strategy());
    if (violations.sound("strategy.type")
        && StrategyOptions.isByArrival(strategy)
        && !WITHOUT_MEMORY.contains(type)) {
      violations.add(
          "compression.type",
          "compression.type is %s, which keeps back what it does not send, but strategy.type is %s, where nobody could work that out again after a failure: it depends on the order of arrival."
              .formatted(type, strategy.type()),
          "Write one of these compressions: %s; or strategy type synchronous, pipelined or local-sgd."
              .formatted(String.join(", ", WITHOUT_MEMORY)));
    }
  }

  private static void checkMomentumCorrection(
      CompressionSpec given, String type, JobSpec complete, Violations violations) {
    String field = "compression.momentumCorrection";
    OptimizerSpec optimizer = Objects.requireNonNull(complete.optimizer());
    StrategySpec strategy = Objects.requireNonNull(complete.strategy());
    if (given.momentumCorrection() != null && !type.equals("top-k")) {
      violations.add(
          field,
          "%s is only for type top-k, but the type is %s.".formatted(field, type),
          "Leave it out, or write type: top-k.");
    } else if (Boolean.TRUE.equals(given.momentumCorrection())
        && violations.sound("optimizer.type", "strategy.type")
        && !mayCorrectMomentum(optimizer, strategy)) {
      violations.add(
          field,
          isLocal(strategy)
              ? field + " is true, but in local-sgd each partition has a momentum anyway."
              : "%s is true, but optimizer.type is %s, which has no momentum to correct."
                  .formatted(field, optimizer.type()),
          "Leave it out, or write optimizer type momentum or nesterov and strategy synchronous or"
              + " pipelined.");
    }
  }

  private static Map<String, @Nullable Double> numbers(CompressionSpec spec) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    numbers.put("share", spec.share());
    numbers.put("warmupEpochs", TypedOptions.number(spec.warmupEpochs()));
    numbers.put("rank", TypedOptions.number(spec.rank()));
    return numbers;
  }
}
