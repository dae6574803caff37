package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice.Replayed;
import io.tributary.client.job.JobAdvice.Said;
import io.tributary.client.job.JobAdvice.WhatIf;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.StrategyDefinition.Asynchronous;
import io.tributary.engine.plan.StrategyDefinition.LocalSgd;
import io.tributary.engine.plan.StrategyDefinition.Outer;
import io.tributary.engine.plan.StrategyDefinition.Pipelined;
import io.tributary.engine.plan.StrategyDefinition.StaleSynchronous;
import io.tributary.engine.plan.StrategyDefinition.Synchronous;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How long an epoch would take with other strategies, from the times of the last steps. */
final class WhatIfAdvice {
  private static final int LOCAL_STEPS = 8;

  private WhatIfAdvice() {}

  static WhatIf of(MeasuredJob job) {
    TrainingPlan plan = job.plan();
    JobMeasurements measured = job.measurements();
    Double pace =
        measured.secondsPerStep() == 0
            ? null
            : measured.secondsPerStep()
                * plan.batches().stepsPerEpoch()
                * plan.strategy().stepsPerClock(plan.batches().partitions());
    if (plan.columns() != null
        || plan.model() instanceof ModelDefinition.Unsupervised
        || plan.optimizer() instanceof OptimizerDefinition.SecondOrder) {
      return new WhatIf(
          List.of(),
          pace,
          AdviceCode.ONLY_SYNCHRONOUS.said(
              "There is no other strategy for this job: columns, second-order methods and models"
                  + " without labels go with synchronous only.",
              Map.of()));
    }
    if (!isTimed(plan)) {
      return new WhatIf(List.of(), pace, notTimed(job));
    }
    int batches = plan.strategy().localBatches();
    StrategyReplay replay =
        new StrategyReplay(StrategyReplay.batchByBatch(measured.rounds(), batches));
    int rounds = replay.rounds() / batches;
    if (rounds < WorkersAdvice.LEAST_ROUNDS) {
      return new WhatIf(List.of(), pace, fewRounds(rounds));
    }
    double present = replay.micros(plan.strategy()).orElseThrow();
    double perEpoch = (double) plan.batches().stepsPerEpoch() * batches / 1e6;
    List<Replayed> strategies = new ArrayList<>();
    for (StrategyDefinition strategy : candidates(plan)) {
      OptionalDouble micros = replay.micros(strategy);
      if (micros.isPresent()) {
        strategies.add(
            new Replayed(
                nameOf(strategy),
                optionsOf(strategy),
                micros.getAsDouble() * perEpoch,
                present / micros.getAsDouble(),
                optionsOf(strategy).equals(optionsOf(plan.strategy()))
                    && nameOf(strategy).equals(nameOf(plan.strategy()))));
      }
    }
    return new WhatIf(
        strategies,
        pace,
        AdviceCode.TIME_ONLY.said(
            "Time only, replayed from the last %d steps: this says nothing about accuracy, which strategies change. Pipelined and late gradients learn less from the same rows."
                .formatted(rounds),
            Map.of("rounds", rounds)));
  }

  /** Whether each step tells how long its agents took from its update on. */
  static boolean isTimed(TrainingPlan plan) {
    return switch (plan.strategy()) {
      case Synchronous s -> true;
      case Pipelined s -> true;
      case LocalSgd local -> local.passes() == 1 && local.fraction() == 1;
      case StrategyDefinition.ByArrival s -> false;
      case StrategyDefinition.Gossip s -> false;
    };
  }

  static Said notTimed(MeasuredJob job) {
    return AdviceCode.NOT_TIMED.said(
        "Not known with %s: only steps in which all partitions begin at one update tell computing from waiting."
            .formatted(job.strategy()),
        Map.of("strategy", job.strategy()));
  }

  static Said fewRounds(int rounds) {
    return AdviceCode.FEW_ROUNDS.said(
        "Not known yet: %d steps in a row were timed completely, and %d are needed. Steps that evaluate, or that follow a change of owners, do not count; pipelined ones only when agents had to wait."
            .formatted(rounds, WorkersAdvice.LEAST_ROUNDS),
        Map.of("rounds", rounds, "needed", WorkersAdvice.LEAST_ROUNDS));
  }

  /** The job's own, and others that go with its compression. */
  private static List<StrategyDefinition> candidates(TrainingPlan plan) {
    List<StrategyDefinition> all = new ArrayList<>();
    all.add(new Synchronous());
    if (!(plan.compression() instanceof CompressionDefinition.PowerSgd)) {
      all.add(new Pipelined(1, 0));
      all.add(new Pipelined(2, 0));
    }
    all.add(new LocalSgd(LOCAL_STEPS, Outer.AVERAGE, 1, 0));
    if (!plan.compression().remembers()) {
      all.add(new StaleSynchronous(2));
      all.add(new StaleSynchronous(3));
      all.add(new Asynchronous());
    }
    boolean own =
        all.stream()
            .anyMatch(
                strategy ->
                    nameOf(strategy).equals(nameOf(plan.strategy()))
                        && optionsOf(strategy).equals(optionsOf(plan.strategy())));
    if (!own) {
      all.addFirst(plan.strategy());
    }
    return all;
  }

  private static String nameOf(StrategyDefinition strategy) {
    return switch (strategy) {
      case Synchronous s -> "synchronous";
      case Pipelined s -> "pipelined";
      case LocalSgd s -> "local-sgd";
      case StaleSynchronous s -> "stale-synchronous";
      case Asynchronous s -> "asynchronous";
      case StrategyDefinition.Gossip s -> "gossip";
    };
  }

  private static Map<String, Integer> optionsOf(StrategyDefinition strategy) {
    return switch (strategy) {
      case Synchronous s -> Map.of();
      case Pipelined pipelined -> Map.of("staleness", pipelined.staleness());
      case LocalSgd local -> Map.of("localSteps", local.localSteps());
      case StaleSynchronous stale -> Map.of("staleness", stale.bound());
      case Asynchronous s -> Map.of();
      case StrategyDefinition.Gossip gossip -> Map.of("localSteps", gossip.batches());
    };
  }
}
