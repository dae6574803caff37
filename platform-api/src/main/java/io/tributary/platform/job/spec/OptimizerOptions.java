package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.ScheduleSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks the optimizer of a job spec: {@code docs/jobs.md} lists it all. */
final class OptimizerOptions {
  static final TypedOptions OPTIMIZERS =
      TypedOptions.at("optimizer", "momentum")
          .type("sgd", Map.of("learningRate", 0.01))
          .type("momentum", Map.of("learningRate", 0.05, "momentum", 0.9))
          .type("nesterov", Map.of("learningRate", 0.05, "momentum", 0.9))
          .type("adagrad", Map.of("learningRate", 0.01, "epsilon", 1e-10))
          .type("rmsprop", Map.of("learningRate", 0.001, "decay", 0.99, "epsilon", 1e-8))
          .type("adam", adam(Map.of()))
          .type("adamw", adam(Map.of("weightDecay", 0.01)))
          .type(
              "lars",
              Map.of("learningRate", 1.0, "momentum", 0.9, "trust", 0.001, "weightDecay", 0.0))
          .type("lamb", adam(Map.of("weightDecay", 0.01)))
          .type("giant", Map.of("localIterations", 50.0))
          .type("dane", Map.of("localIterations", 50.0, "localSteps", 2.0, "eta", 1.0, "mu", 0.0))
          .type("l-bfgs", Map.of("history", 10.0))
          .build();

  static final TypedOptions SCHEDULES =
      TypedOptions.at("optimizer.schedule", "constant")
          .type("constant", Map.of("warmupEpochs", 0.0))
          .type("step", Map.of("warmupEpochs", 0.0, "everyEpochs", 1.0, "decay", 0.1))
          .type("cosine", Map.of("warmupEpochs", 0.0, "last", 0.0))
          .type("polynomial", Map.of("warmupEpochs", 0.0, "power", 1.0, "last", 0.0))
          .type("one-cycle", Map.of("first", 0.04, "rise", 0.3, "last", 4e-6))
          .build();

  private OptimizerOptions() {}

  private static Map<String, Double> adam(Map<String, Double> more) {
    Map<String, Double> options = new HashMap<>(more);
    options.putAll(Map.of("learningRate", 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8));
    return Map.copyOf(options);
  }

  static OptimizerSpec read(SpecNode root) {
    SpecNode node =
        root.child(
            "optimizer",
            List.of(
                "type",
                "learningRate",
                "momentum",
                "beta1",
                "beta2",
                "epsilon",
                "decay",
                "weightDecay",
                "trust",
                "localIterations",
                "localSteps",
                "eta",
                "mu",
                "history",
                "l1",
                "l2",
                "clipNorm",
                "schedule"));
    return new OptimizerSpec(
        node.choice("type", OPTIMIZERS.types(), List.of()),
        node.number("learningRate", Range.POSITIVE),
        node.number("momentum", Range.BELOW_ONE),
        node.number("beta1", Range.BELOW_ONE),
        node.number("beta2", Range.BELOW_ONE),
        node.number("epsilon", Range.POSITIVE),
        node.number("decay", Range.BELOW_ONE),
        node.number("weightDecay", Range.NOT_NEGATIVE),
        node.number("trust", Range.POSITIVE),
        node.integer("localIterations", 1, SecondOrderRules.MOST_LOCAL_ITERATIONS),
        node.integer("localSteps", 1, SecondOrderRules.MOST_LOCAL_STEPS),
        node.number("eta", Range.POSITIVE),
        node.number("mu", Range.NOT_NEGATIVE),
        node.integer("history", 1, SecondOrderRules.MOST_HISTORY),
        node.number("l1", Range.NOT_NEGATIVE),
        node.number("l2", Range.NOT_NEGATIVE),
        node.number("clipNorm", Range.POSITIVE),
        schedule(node));
  }

  private static @Nullable ScheduleSpec schedule(SpecNode optimizer) {
    if (!optimizer.has("schedule")) {
      return null;
    }
    SpecNode node =
        optimizer.child(
            "schedule",
            List.of(
                "type", "warmupEpochs", "everyEpochs", "decay", "power", "first", "rise", "last"));
    return new ScheduleSpec(
        node.choice("type", SCHEDULES.types(), List.of()),
        node.number("warmupEpochs", Range.NOT_NEGATIVE),
        node.number("everyEpochs", Range.POSITIVE),
        node.number("decay", Range.BELOW_ONE),
        node.number("power", Range.POSITIVE),
        node.number("first", Range.SHARE),
        node.number("rise", Range.INNER_SHARE),
        node.number("last", Range.SHARE));
  }

  static OptimizerSpec complete(@Nullable OptimizerSpec given) {
    String type = given == null || given.type() == null ? OPTIMIZERS.defaultType() : given.type();
    Map<String, @Nullable Double> numbers =
        OPTIMIZERS.complete(type, given == null ? Map.of() : numbers(given));
    return new OptimizerSpec(
        type,
        numbers.get("learningRate"),
        numbers.get("momentum"),
        numbers.get("beta1"),
        numbers.get("beta2"),
        numbers.get("epsilon"),
        numbers.get("decay"),
        numbers.get("weightDecay"),
        numbers.get("trust"),
        TypedOptions.whole(numbers.get("localIterations")),
        TypedOptions.whole(numbers.get("localSteps")),
        numbers.get("eta"),
        numbers.get("mu"),
        TypedOptions.whole(numbers.get("history")),
        given == null || given.l1() == null ? Double.valueOf(0) : given.l1(),
        given == null || given.l2() == null ? Double.valueOf(0) : given.l2(),
        given == null ? null : given.clipNorm(),
        SecondOrderRules.isSecondOrder(type)
            ? null
            : complete(given == null ? null : given.schedule()));
  }

  private static ScheduleSpec complete(@Nullable ScheduleSpec given) {
    String type = given == null || given.type() == null ? SCHEDULES.defaultType() : given.type();
    Map<String, @Nullable Double> numbers =
        SCHEDULES.complete(type, given == null ? Map.of() : numbers(given));
    return new ScheduleSpec(
        type,
        numbers.get("warmupEpochs"),
        numbers.get("everyEpochs"),
        numbers.get("decay"),
        numbers.get("power"),
        numbers.get("first"),
        numbers.get("rise"),
        numbers.get("last"));
  }

  /**
   * @param epochs of the training
   */
  static void check(
      OptimizerSpec given, OptimizerSpec complete, int epochs, Violations violations) {
    if (violations.sound("optimizer.type")) {
      OPTIMIZERS.check(String.valueOf(complete.type()), numbers(given), violations);
    }
    ScheduleSpec schedule = given.schedule();
    ScheduleSpec whole = complete.schedule();
    if (schedule == null || whole == null || !violations.sound("optimizer.schedule.type")) {
      return;
    }
    SCHEDULES.check(String.valueOf(whole.type()), numbers(schedule), violations);
    Double warmup = whole.warmupEpochs();
    if (warmup != null && warmup >= epochs && violations.sound("training.epochs")) {
      violations.add(
          "optimizer.schedule.warmupEpochs",
          "optimizer.schedule.warmupEpochs is %s, but the training has only %d epochs."
              .formatted(warmup, epochs),
          "Write less than %d, or more epochs.".formatted(epochs));
    }
  }

  private static Map<String, @Nullable Double> numbers(OptimizerSpec spec) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    numbers.put("learningRate", spec.learningRate());
    numbers.put("momentum", spec.momentum());
    numbers.put("beta1", spec.beta1());
    numbers.put("beta2", spec.beta2());
    numbers.put("epsilon", spec.epsilon());
    numbers.put("decay", spec.decay());
    numbers.put("weightDecay", spec.weightDecay());
    numbers.put("trust", spec.trust());
    numbers.put("history", TypedOptions.number(spec.history()));
    numbers.put("localIterations", TypedOptions.number(spec.localIterations()));
    numbers.put("localSteps", TypedOptions.number(spec.localSteps()));
    numbers.put("eta", spec.eta());
    numbers.put("mu", spec.mu());
    return numbers;
  }

  private static Map<String, @Nullable Double> numbers(ScheduleSpec spec) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    numbers.put("warmupEpochs", spec.warmupEpochs());
    numbers.put("everyEpochs", spec.everyEpochs());
    numbers.put("decay", spec.decay());
    numbers.put("power", spec.power());
    numbers.put("first", spec.first());
    numbers.put("rise", spec.rise());
    numbers.put("last", spec.last());
    return numbers;
  }
}
