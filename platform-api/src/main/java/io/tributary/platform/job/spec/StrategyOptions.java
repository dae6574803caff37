package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec.StrategySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks the strategy of a job spec: {@code docs/jobs.md} lists it all. */
final class StrategyOptions {
  static final int MOST_STALENESS = 16;
  static final int MOST_LOCAL_STEPS = 100_000;
  private static final int MOST_LOCAL_EPOCHS = 1_000;
  private static final double ROUND_SECONDS = 10;

  private static final List<String> OUTER = List.of("average", "momentum", "nesterov");
  private static final List<String> TOPOLOGIES = List.of("ring", "exponential", "complete");
  private static final TypedOptions STRATEGIES =
      TypedOptions.at("strategy", "synchronous")
          .type("synchronous", Map.of("minimumShare", 1.0, "roundSeconds", ROUND_SECONDS))
          .type("pipelined", Map.of("staleness", 1.0, "compensation", 0.0))
          .type(
              "local-sgd",
              Map.of(
                  "localSteps",
                  8.0,
                  "outerRate",
                  1.0,
                  "outerMomentum",
                  0.0,
                  "fraction",
                  1.0,
                  "localEpochs",
                  0.0,
                  "minimumShare",
                  1.0,
                  "roundSeconds",
                  ROUND_SECONDS))
          .type("stale-synchronous", Map.of("staleness", 2.0))
          .type("asynchronous", Map.of())
          .type("gossip", Map.of("localSteps", 8.0))
          .build();

  private StrategyOptions() {}

  static StrategySpec read(SpecNode root) {
    SpecNode node =
        root.child(
            "strategy",
            List.of(
                "type",
                "staleness",
                "compensation",
                "localSteps",
                "topology",
                "outer",
                "outerRate",
                "outerMomentum",
                "fraction",
                "localEpochs",
                "minimumShare",
                "roundSeconds"));
    return new StrategySpec(
        node.choice("type", STRATEGIES.types(), List.of()),
        node.integer("staleness", 1, MOST_STALENESS),
        node.number("compensation", Range.NOT_NEGATIVE),
        node.integer("localSteps", 1, MOST_LOCAL_STEPS),
        node.choice("topology", TOPOLOGIES, List.of()),
        node.choice("outer", OUTER, List.of()),
        node.number("outerRate", Range.POSITIVE),
        node.number("outerMomentum", Range.BELOW_ONE),
        node.number("fraction", Range.POSITIVE_SHARE),
        node.integer("localEpochs", 1, MOST_LOCAL_EPOCHS),
        node.number("minimumShare", Range.POSITIVE_SHARE),
        node.number("roundSeconds", Range.POSITIVE));
  }

  static StrategySpec complete(@Nullable StrategySpec given) {
    String type = given == null || given.type() == null ? STRATEGIES.defaultType() : given.type();
    Map<String, @Nullable Double> givenNumbers = given == null ? Map.of() : numbers(given);
    Map<String, @Nullable Double> numbers = STRATEGIES.complete(type, givenNumbers);
    boolean local = type.equals("local-sgd");
    double epochs = or(numbers.get("localEpochs"), 0);
    String outer = given == null || given.outer() == null ? "average" : given.outer();
    return new StrategySpec(
        type,
        TypedOptions.whole(numbers.get("staleness")),
        numbers.get("compensation"),
        epochs > 0 ? null : TypedOptions.whole(numbers.get("localSteps")),
        isGossip(type) ? topology(given) : null,
        local ? outer : null,
        local ? or(givenNumbers.get("outerRate"), outer.equals("nesterov") ? 0.7 : 1) : null,
        local ? or(givenNumbers.get("outerMomentum"), momentum(outer)) : null,
        numbers.get("fraction"),
        epochs > 0 ? Integer.valueOf((int) epochs) : null,
        numbers.get("minimumShare"),
        or(numbers.get("minimumShare"), 1) < 1 ? numbers.get("roundSeconds") : null);
  }

  static boolean isGossip(@Nullable String type) {
    return "gossip".equals(type);
  }

  private static String topology(@Nullable StrategySpec given) {
    return given == null || given.topology() == null ? TOPOLOGIES.getFirst() : given.topology();
  }

  /** Whether each partition's batch is a step of its own. */
  static boolean isByArrival(StrategySpec strategy) {
    return "stale-synchronous".equals(strategy.type()) || "asynchronous".equals(strategy.type());
  }

  /** As SlowMo and DiLoCo use it. */
  private static double momentum(String outer) {
    return switch (outer) {
      case "momentum" -> 0.5;
      case "nesterov" -> 0.9;
      default -> 0;
    };
  }

  static void check(StrategySpec given, StrategySpec complete, Violations violations) {
    if (!violations.sound("strategy.type")) {
      return;
    }
    String type = Objects.requireNonNull(complete.type());
    STRATEGIES.check(type, numbers(given), violations);
    if (given.outer() != null && !type.equals("local-sgd")) {
      violations.add(
          "strategy.outer",
          "strategy.outer is only for type local-sgd, but the type is %s.".formatted(type),
          "Leave it out, or write type: local-sgd.");
    }
    if (given.topology() != null && !isGossip(type)) {
      violations.add(
          "strategy.topology",
          "strategy.topology is only for type gossip, but the type is %s.".formatted(type),
          "Leave it out, or write type: gossip.");
    }
    if (given.localEpochs() != null && given.localSteps() != null) {
      violations.add(
          "strategy.localEpochs",
          "strategy.localEpochs is %d, but strategy.localSteps is given too: a step is one or the other."
              .formatted(given.localEpochs()),
          "Leave one of the two out.");
    }
    Double momentum = given.outerMomentum();
    if (momentum != null && momentum > 0 && "average".equals(complete.outer())) {
      violations.add(
          "strategy.outerMomentum",
          "strategy.outerMomentum is %s, but outer is average, which has none.".formatted(momentum),
          "Leave it out, or write outer: momentum.");
    }
  }

  private static Map<String, @Nullable Double> numbers(StrategySpec spec) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    numbers.put("staleness", TypedOptions.number(spec.staleness()));
    numbers.put("compensation", spec.compensation());
    numbers.put("localSteps", TypedOptions.number(spec.localSteps()));
    numbers.put("outerRate", spec.outerRate());
    numbers.put("outerMomentum", spec.outerMomentum());
    numbers.put("fraction", spec.fraction());
    numbers.put("localEpochs", TypedOptions.number(spec.localEpochs()));
    numbers.put("minimumShare", spec.minimumShare());
    numbers.put("roundSeconds", spec.roundSeconds());
    return numbers;
  }

  private static double or(@Nullable Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
