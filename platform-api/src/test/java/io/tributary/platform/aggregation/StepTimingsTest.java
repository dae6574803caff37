package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.MetricSums;
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
import io.tributary.engine.wire.PackedInts;
import io.tributary.platform.advice.AgentMeasurement;
import io.tributary.platform.advice.JobMeasurements;
import io.tributary.platform.advice.Phase;
import io.tributary.platform.advice.Round;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimingsTest {
  private static final AgentId A = new AgentId("a");
  private static final AgentId B = new AgentId("b");

  private final StepTimings timings =
      new StepTimings(plan(new StrategyDefinition.Synchronous()), null);

  private static TrainingPlan plan(StrategyDefinition strategy) {
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
        new BatchPlan(List.of(1000, 1000, 1000), 3, 1),
        1,
        1,
        strategy,
        new CompressionDefinition.None());
  }

  private static Instant at(long micros) {
    return Instant.ofEpochSecond(0, micros * 1_000);
  }

  private static Contribution sum(
      AgentId agent, long step, StepTimes times, Integer... partitions) {
    return sum(agent, step, 0, times, partitions);
  }

  private static Contribution sum(
      AgentId agent, long step, int attempt, StepTimes times, Integer... partitions) {
    return new Contribution.Sum(
        new Contribution.Header(
            new JobId(new UUID(1, 1)),
            new Generation(1),
            step,
            attempt,
            agent,
            PartitionSet.of(List.of(partitions))),
        step,
        0,
        -5,
        PackedInts.none(),
        new StepReport(new MetricSums(partitions.length, new long[1], true), null, null, times));
  }

  /**
   * A computes for 100, B for 400; each way takes 50 there and back together, a commit 20. The
   * update of step s is there at 1000 (s + 1).
   */
  private void steps(int from, int to) {
    for (int step = from; step < to; step++) {
      long begin = step * 1000L;
      // A waits until B is here (300), for the commit (20) and for its way (50).
      StepTimes quick = new StepTimes(100, 0, 10, 5, 370, 7);
      StepTimes slow = new StepTimes(400, 0, 10, 5, 70, 7);
      timings.arrived(sum(A, step, quick, 0), step, at(begin + 680));
      timings.arrived(sum(B, step, slow, 1, 2), step, at(begin + 980));
      timings.committed(step, null, at(begin + 1000));
    }
  }

  private JobMeasurements measured() {
    return timings.measured(0, AgentId::value);
  }

  private AgentMeasurement of(AgentId agent) {
    return measured().agents().stream()
        .filter(one -> one.id().equals(agent.value()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void waitingIsDividedIntoOthersTheCommitAndTheWay() {
    steps(0, 11);
    assertThat(of(A).recent().steps()).isEqualTo(10);
    assertThat(of(A).recent().rows()).isEqualTo(10);
    assertThat(of(A).recent().micros())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Phase.COMPUTE, 1000L,
                Phase.EVALUATE, 0L,
                Phase.ENCODE, 100L,
                Phase.SEND, 50L,
                Phase.BROKER, 500L,
                Phase.WAIT, 3000L,
                Phase.COMMIT, 200L,
                Phase.FOLD, 70L));
    assertThat(of(B).recent().micros())
        .containsEntry(Phase.WAIT, 0L)
        .containsEntry(Phase.BROKER, 500L)
        .containsEntry(Phase.COMPUTE, 4000L);
    assertThat(of(B).partitions()).isEqualTo(2);
  }

  @Test
  void theFirstReportUnderAnAssignmentSaysNothing() {
    steps(0, 5);
    timings.disturbed();
    steps(5, 6);
    assertThat(of(A).recent().steps()).isEqualTo(4);
    assertThat(of(A).partitions()).isZero();
    steps(6, 7);
    assertThat(of(A).partitions()).isOne();
    assertThat(of(A).recent().steps()).isEqualTo(5);
  }

  @Test
  void theLastHundredStepsAreRecentAllAreTheWhole() {
    steps(0, 151);
    assertThat(of(A).recent().steps()).isEqualTo(100);
    assertThat(of(A).recent().micros()).containsEntry(Phase.COMPUTE, 10_000L);
    assertThat(of(A).whole().steps()).isEqualTo(150);
    assertThat(of(A).whole().micros()).containsEntry(Phase.COMPUTE, 15_000L);
    assertThat(measured().secondsPerStep()).isEqualTo(0.001);
  }

  @Test
  void theNextCoordinatorGoesOnWithTheWhole() {
    steps(0, 11);
    StepTimings next = new StepTimings(plan(new StrategyDefinition.Synchronous()), measured());
    for (int step = 11; step < 13; step++) {
      next.arrived(sum(A, step, new StepTimes(1, 0, 0, 0, 0, 0), 0), step, at(step));
      next.committed(step, null, at(step));
    }
    AgentMeasurement a = next.measured(13, AgentId::value).agents().getFirst();
    assertThat(a.whole().steps()).isEqualTo(11);
    assertThat(a.whole().micros()).containsEntry(Phase.COMPUTE, 1001L);
    assertThat(a.recent().steps()).isEqualTo(1);
  }

  @Test
  void aStepThatTookManyTimesAsLongIsAStall() {
    steps(0, 20);
    timings.arrived(sum(A, 20, new StepTimes(90_000, 0, 0, 0, 0, 0), 0), 20, at(200_000));
    assertThat(of(A).stalls()).isEqualTo(1);
    assertThat(of(A).stalledMillis()).isEqualTo(90);
    assertThat(of(A).usualMillis()).isEqualTo(0.172);
    assertThat(of(A).longestMillis()).isEqualTo(90);
    assertThat(of(B).stalls()).isZero();
  }

  @Test
  void aRoundHasEveryAgentsTurnAndItsWay() {
    steps(0, 3);
    assertThat(measured().rounds())
        .hasSize(2)
        .contains(
            new Round(
                20,
                List.of(
                    new Round.Turn(0, 1, 100, 10, 5, 7, 558),
                    new Round.Turn(1, 2, 400, 10, 5, 7, 558))));
  }

  @Test
  void aStepThatWasIssuedAgainOrLacksAPartitionIsNoRound() {
    steps(0, 2);
    StepTimes times = new StepTimes(1, 0, 0, 0, 0, 0);
    timings.arrived(sum(A, 2, 1, times, 0), 2, at(2500));
    timings.arrived(sum(B, 2, 1, times, 1, 2), 2, at(2600));
    timings.committed(2, null, at(3000));
    timings.arrived(sum(A, 3, times, 0), 3, at(3500));
    timings.committed(3, null, at(4000));
    assertThat(measured().rounds()).hasSize(1);
  }

  @Test
  void anAgentThatIsHeardTwiceInAStepCountsOnce() {
    steps(0, 2);
    timings.arrived(sum(A, 1, new StepTimes(9, 0, 0, 0, 0, 0), 0), 1, at(1990));
    assertThat(of(A).recent().steps()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inTheOrderOfArrivalWaitingIsNotDivided(boolean bounded) {
    StepTimings own =
        new StepTimings(
            plan(
                bounded
                    ? new StrategyDefinition.StaleSynchronous(2)
                    : new StrategyDefinition.Asynchronous()),
            null);
    for (int clock = 0; clock < 4; clock++) {
      own.arrived(sum(A, clock, new StepTimes(100, 0, 10, 5, 60, 7), 0), 3 * clock, at(clock));
    }
    assertThat(own.measured(0, AgentId::value).agents().getFirst().recent().micros())
        .containsEntry(bounded ? Phase.WAIT : Phase.BROKER, 180L)
        .containsEntry(bounded ? Phase.BROKER : Phase.WAIT, 0L)
        .containsEntry(Phase.COMPUTE, 300L);
  }

  @Test
  void aPipelinedAgentWaitsForAnOlderUpdate() {
    StepTimings ahead = new StepTimings(plan(new StrategyDefinition.Pipelined(1, 0)), null);
    for (int step = 0; step < 4; step++) {
      // The update of step - 2 is there at 1000 (step - 1); then 300 of computing.
      ahead.arrived(
          sum(A, step, new StepTimes(300, 0, 0, 0, 500, 0), 0, 1, 2), step, at(step * 1000L - 600));
      ahead.committed(step, null, at((step + 1) * 1000L));
    }
    JobMeasurements measured = ahead.measured(4, AgentId::value);
    assertThat(measured.agents().getFirst().recent().steps()).isEqualTo(2);
    assertThat(measured.rounds().getFirst().turns())
        .containsExactly(new Round.Turn(0, 3, 300, 0, 0, 0, 100));
  }

  @Test
  void onlyTheLastLooksAtTheNoiseAreKept() {
    for (int step = 0; step < 300; step++) {
      timings.committed(step, new GradientLengths(step, 2, 1, 1), at(step));
      timings.committed(step, new GradientLengths(Double.NaN, 2, 1, 1), at(step));
    }
    assertThat(measured().noise()).hasSize(128);
    assertThat(measured().noise().getLast().partitionSquares()).isEqualTo(299);
  }
}
