package io.tributary.platform.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobAdvice.Replayed;
import io.tributary.client.job.JobAdvice.Said;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdviserTest {
  private static final StrategyDefinition SYNCHRONOUS = new StrategyDefinition.Synchronous();
  private static final CompressionDefinition NONE = new CompressionDefinition.None();

  private static TrainingPlan plan(
      StrategyDefinition strategy, CompressionDefinition compression, int partitions) {
    return new TrainingPlan(
        new JobId(new UUID(1, 1)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        new OptimizerDefinition.Sgd(1),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(Collections.nCopies(partitions, 1000), 10 * partitions, 3),
        1,
        100,
        strategy,
        compression);
  }

  private static JobAdvice advice(
      StrategyDefinition strategy,
      CompressionDefinition compression,
      int partitions,
      JobMeasurements measured) {
    TrainingPlan plan = plan(strategy, compression, partitions);
    MeasuredJob job = new MeasuredJob(plan, "the-strategy", "the-codec", "sgd", measured);
    return Adviser.of(job, Instant.EPOCH);
  }

  private static JobAdvice of(AgentMeasurement... agents) {
    return advice(
        SYNCHRONOUS, NONE, 4, new JobMeasurements(9, 0.5, List.of(agents), List.of(), List.of()));
  }

  /** Micros per step over 50 steps of 10 rows. */
  private static AgentMeasurement agent(
      String name, int stalls, int compute, int broker, int wait, int rest) {
    Map<Phase, Long> micros = new EnumMap<>(Phase.class);
    micros.put(Phase.COMPUTE, 50L * compute);
    micros.put(Phase.BROKER, 50L * broker);
    micros.put(Phase.WAIT, 50L * wait);
    micros.put(Phase.FOLD, 50L * rest);
    PhaseSums sums = new PhaseSums(50, 500, micros);
    return new AgentMeasurement("id-" + name, name, 2, sums, sums, stalls, stalls * 900, 4, 900);
  }

  private static Said said(JobAdvice advice, String code) {
    return advice.findings().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " is not among " + advice.findings()));
  }

  private static List<String> codes(JobAdvice advice) {
    return advice.findings().stream().map(Said::code).toList();
  }

  @Test
  void theAgentThatComputesSlowlyIsNamedAndSoIsWhoWaitsForIt() {
    JobAdvice advice =
        of(agent("quick", 0, 1000, 2000, 3000, 0), agent("slow", 0, 4000, 2000, 0, 0));
    assertThat(codes(advice))
        .containsExactly("AGENT_COMPUTES_SLOWLY", "OTHERS_WAIT_FOR", "MOSTLY_COMPUTE");
    assertThat(said(advice, "AGENT_COMPUTES_SLOWLY").values())
        .containsEntry("agentName", "slow")
        .containsEntry("micros", 400.0)
        .containsEntry("factor", 4.0)
        .containsEntry("othersMicros", 100.0);
    assertThat(said(advice, "OTHERS_WAIT_FOR").sentence())
        .isEqualTo("The other agents wait 50 % of their time for slow: 3 ms a step.");
  }

  @Test
  void anAgentWhoseRecordsTakeLongIsFarAwayNotSlow() {
    JobAdvice advice =
        of(
            agent("near", 0, 2500, 1000, 2500, 0),
            agent("near-too", 0, 2500, 1100, 2400, 0),
            agent("far", 0, 2500, 3500, 0, 0));
    assertThat(codes(advice))
        .containsExactly("AGENT_FAR_AWAY", "OTHERS_WAIT_FOR", "MOSTLY_COMPUTE");
    assertThat(said(advice, "AGENT_FAR_AWAY").values())
        .containsEntry("agentName", "far")
        .containsEntry("millis", 3.5)
        .containsEntry("factor", 3.5);
  }

  @Test
  void stallsAreToldEvenOfAnAgentThatIsOtherwiseFast() {
    JobAdvice advice = of(agent("a", 0, 100, 0, 0, 0), agent("b", 3, 100, 0, 0, 0));
    // Three times 900 ms are nothing beside 50 steps of a second.
    assertThat(codes(of(agent("b", 3, 1_000_000, 0, 0, 0)))).containsExactly("MOSTLY_COMPUTE");
    assertThat(said(advice, "AGENT_STALLS").sentence())
        .startsWith("b stalled in 3 of its last 50 steps: the longest took 900 ms");
  }

  @Test
  void whereNobodyIsSlowThatIsSaidAndWhatTheTimeGoesInto() {
    JobAdvice advice = of(agent("a", 0, 100, 800, 10, 90), agent("b", 0, 110, 790, 0, 100));
    assertThat(codes(advice)).containsExactly("NOBODY_SLOW", "MOSTLY_BROKER");
    assertThat(said(advice, "MOSTLY_BROKER").values()).containsEntry("percent", 79.5);
  }

  @Test
  void sharesOfAnAgentAddUpToOne() {
    JobAdvice.AgentTime time = of(agent("a", 0, 100, 700, 150, 50)).agents().getFirst();
    assertThat(time.stepMillis()).isEqualTo(1);
    assertThat(time.recent().stream().mapToDouble(JobAdvice.PhaseTime::share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(time.recent())
        .contains(new JobAdvice.PhaseTime("broker", 0.7, 0.7))
        .extracting(JobAdvice.PhaseTime::phase)
        .containsExactly(
            "compute", "evaluate", "encode", "send", "broker", "wait", "commit", "fold");
  }

  @Test
  void whoOwnsNothingAnyMoreIsShownButNotCompared() {
    AgentMeasurement slow = agent("gone", 0, 9000, 0, 0, 0);
    AgentMeasurement gone =
        new AgentMeasurement("g", "gone", 0, slow.recent(), slow.whole(), 0, 0, 4, 900);
    JobAdvice advice = of(agent("here", 0, 100, 0, 0, 0), gone);
    assertThat(advice.agents()).hasSize(2);
    assertThat(codes(advice)).containsExactly("MOSTLY_COMPUTE");
    assertThat(said(advice, "MOSTLY_COMPUTE").values()).containsEntry("millis", 0.1);
    assertThat(codes(of(gone))).containsExactly("FEW_STEPS");
  }

  @Test
  void withTooFewStepsNobodyIsBlamed() {
    PhaseSums few = new PhaseSums(3, 30, Map.of(Phase.COMPUTE, 1L));
    JobAdvice advice = of(new AgentMeasurement("i", "a", 1, few, few, 0, 0, 0, 0));
    assertThat(codes(advice)).containsExactly("FEW_STEPS");
    assertThat(said(advice, "FEW_STEPS").values()).isEqualTo(Map.of("steps", 3L, "needed", 20));
  }

  /** |G|^2 = 1 and tr(Sigma) = 400, alternating a little, with 40 rows in 4 partitions. */
  private static List<GradientLengths> noisy(int count) {
    List<GradientLengths> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double noise = 400 + (i % 2 == 0 ? 20 : -20) + i % 3;
      samples.add(new GradientLengths(40 + 4 * noise, 4, 40 + noise, 40));
    }
    return samples;
  }

  @Test
  void theBatchSizeFollowsFromTheNoise() {
    JobAdvice advice =
        advice(SYNCHRONOUS, NONE, 4, new JobMeasurements(9, 0, List.of(), noisy(64), List.of()));
    assertThat(advice.noise().said().code()).isEqualTo("NOISE");
    assertThat(Objects.requireNonNull(advice.noise().rows()).value()).isCloseTo(401, within(1.0));
    assertThat(advice.batchSize().said().code()).isEqualTo("BATCH_LARGER");
    assertThat(Objects.requireNonNull(advice.batchSize().value()).value()).isEqualTo(512);
    assertThat(advice.batchSize().said().values())
        .containsEntry("rows", 40L)
        .containsEntry("moreSteps", 11.0)
        .containsEntry("moreRows", 1.1);
    assertThat(advice.batchSize().said().sentence())
        .startsWith("A step has 40 rows, which is little");
  }

  @Test
  void whatTheNoiseIsNotKnownForIsSaid() {
    JobMeasurements few = new JobMeasurements(9, 0, List.of(), noisy(15), List.of());
    assertThat(noiseCode(SYNCHRONOUS, NONE, 4, few)).isEqualTo("NOISE_FEW_SAMPLES");
    assertThat(noiseCode(SYNCHRONOUS, NONE, 1, few)).isEqualTo("NOISE_ONE_PARTITION");
    assertThat(noiseCode(SYNCHRONOUS, new CompressionDefinition.Int8(), 4, few))
        .isEqualTo("NOISE_TOO_COARSE");
    assertThat(noiseCode(new StrategyDefinition.Asynchronous(), NONE, 4, few))
        .isEqualTo("NOISE_NO_COMMON_STEP");
    JobAdvice advice = advice(SYNCHRONOUS, NONE, 4, few);
    assertThat(advice.batchSize().value()).isNull();
    assertThat(advice.batchSize().said().code()).isEqualTo("BATCH_UNKNOWN");
  }

  private static String noiseCode(
      StrategyDefinition strategy,
      CompressionDefinition compression,
      int partitions,
      JobMeasurements measured) {
    return advice(strategy, compression, partitions, measured).noise().said().code();
  }

  /** Two agents with two partitions each: 1000 a partition, 500 for all that is not computing. */
  private static List<Round> rounds(int count) {
    Round.Turn one = new Round.Turn(0, 2, 1900, 100, 50, 50, 300);
    Round.Turn two = new Round.Turn(1, 2, 1900, 100, 50, 50, 300);
    return Collections.nCopies(count, new Round(100, List.of(one, two)));
  }

  @Test
  void agentsAreWorthHavingWhileEachDoesMostOfWhatOneAloneWould() {
    JobMeasurements measured = new JobMeasurements(9, 0, List.of(), List.of(), rounds(20));
    JobAdvice.Suggestion workers = advice(SYNCHRONOUS, NONE, 4, measured).workers();
    assertThat(workers.value()).isEqualTo(new JobAdvice.Estimate(4, 4, 4.0));
    // Alone 4 x 1000 + 500, four 1000 + 500: 4500 / (4 x 1500).
    assertThat(workers.said().values())
        .containsEntry("percent", 75.0)
        .containsEntry("workMillis", 1.0)
        .containsEntry("fixedMillis", 0.5);
    // 3 are no use for 4 partitions: one of them has two.
    assertThat(WorkersAdvice.most(4, 1000, 3000)).isEqualTo(2);
    assertThat(WorkersAdvice.most(4, 0, 1500)).isEqualTo(1);
  }

  @Test
  void strategiesAreComparedWithThePresentOne() {
    JobMeasurements measured = new JobMeasurements(9, 0.01, List.of(), List.of(), rounds(32));
    JobAdvice.WhatIf whatIf = advice(SYNCHRONOUS, NONE, 4, measured).whatIf();
    assertThat(whatIf.said().code()).isEqualTo("TIME_ONLY");
    assertThat(whatIf.measuredSecondsPerEpoch()).isCloseTo(1, within(1e-9));
    assertThat(whatIf.strategies())
        .extracting(one -> one.strategy() + one.options())
        .containsExactly(
            "synchronous{}",
            "pipelined{staleness=1}",
            "pipelined{staleness=2}",
            "local-sgd{localSteps=8}",
            "stale-synchronous{staleness=2}",
            "stale-synchronous{staleness=3}",
            "asynchronous{}");
    Replayed own = whatIf.strategies().getFirst();
    assertThat(own.present()).isTrue();
    assertThat(own.speed()).isEqualTo(1);
    // 2100 and 300 for the way and 100 for the commit, 100 steps an epoch.
    assertThat(own.secondsPerEpoch()).isCloseTo(0.25, within(0.001));
    assertThat(whatIf.strategies().stream().filter(Replayed::present)).hasSize(1);
    assertThat(whatIf.strategies().get(1).speed()).isCloseTo(2500.0 / 2100, within(0.02));
  }

  @Test
  void aStrategyOfItsOwnIsAmongThem() {
    JobMeasurements measured = new JobMeasurements(9, 0.01, List.of(), List.of(), rounds(32));
    StrategyDefinition four = new StrategyDefinition.Pipelined(4, 0);
    assertThat(advice(four, NONE, 4, measured).whatIf().strategies().getFirst())
        .matches(Replayed::present)
        .extracting(Replayed::strategy, Replayed::options)
        .containsExactly("pipelined", Map.of("staleness", 4));
  }

  @Test
  void whatCannotBeReplayedSaysWhy() {
    JobMeasurements few = new JobMeasurements(9, 0.01, List.of(), List.of(), rounds(15));
    JobAdvice advice = advice(SYNCHRONOUS, NONE, 4, few);
    assertThat(advice.whatIf().strategies()).isEmpty();
    assertThat(advice.whatIf().said().values()).isEqualTo(Map.of("rounds", 15, "needed", 16));
    assertThat(advice.workers().said().code()).isEqualTo("FEW_ROUNDS");
    JobAdvice own = advice(new StrategyDefinition.Asynchronous(), NONE, 4, few);
    assertThat(own.whatIf().said().code()).isEqualTo("NOT_TIMED");
    // Each partition's batch is a step here.
    assertThat(own.whatIf().measuredSecondsPerEpoch()).isCloseTo(4, within(1e-9));
  }

  @Test
  void codecsThatRememberAreNotOfferedTheOrderOfArrival() {
    JobMeasurements measured = new JobMeasurements(9, 0.01, List.of(), List.of(), rounds(32));
    assertThat(
            advice(SYNCHRONOUS, new CompressionDefinition.PowerSgd(2), 4, measured)
                .whatIf()
                .strategies())
        .extracting(Replayed::strategy)
        .containsExactly("synchronous", "local-sgd");
  }

  @Test
  void beforeAnythingIsMeasuredEveryPartSaysSo() {
    JobAdvice advice = Adviser.nothing();
    assertThat(advice.measuredAt()).isNull();
    assertThat(
            List.of(
                advice.noise().said(),
                advice.batchSize().said(),
                advice.workers().said(),
                advice.whatIf().said()))
        .extracting(Said::code)
        .containsOnly("NOT_MEASURED");
  }

  @Test
  void aSentenceWithoutItsFactsIsRefused() {
    assertThatThrownBy(() -> AdviceCode.FEW_STEPS.said("", Map.of("steps", 1)))
        .hasMessageContaining("needed");
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Adviser.text(0)).isEqualTo("0");
    assertThat(Adviser.text(0.123456)).isEqualTo("0.123");
    assertThat(Adviser.text(2.0)).isEqualTo("2");
    assertThat(Adviser.text(15.67)).isEqualTo("15.7");
    assertThat(Adviser.text(123456)).isEqualTo("123000");
  }
}
