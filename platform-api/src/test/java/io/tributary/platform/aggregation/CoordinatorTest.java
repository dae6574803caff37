package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.metric.MetricLayout;
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
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Single decisions of the coordinator; the simulation covers their interplay. */
class CoordinatorTest {
  private static final JobId JOB = new JobId(new UUID(3, 3));
  private static final Generation FIRST = new Generation(1);
  private static final Generation SECOND = new Generation(2);
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          JOB,
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Sgd(0.5f),
          new LearningRateSchedule.Constant(0),
          Regularization.NONE,
          new Preprocessing(
              List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(List.of(4, 4), 4, 10),
          1,
          1_000,
          new StrategyDefinition.Synchronous(),
          new CompressionDefinition.None());
  private static final MetricSums ROWS =
      new MetricSums(2, new MetricLayout(PLAN.task(), PLAN.preprocessing()).zero().sums(), true);

  private final List<LedgerRecord> written = new ArrayList<>();
  private final LedgerFold fold = new LedgerFold(TrainingState.initial(new float[1], PLAN), PLAN);
  private final Coordinator coordinator =
      new Coordinator(
          PLAN,
          fold,
          FIRST,
          records -> {
            written.addAll(records);
            return CompletableFuture.completedFuture((long) written.size());
          },
          ChunkWorkers.IN_LINE,
          LevelChooser.NEVER);

  private static Contribution sum(Generation generation, int attempt, Integer... partitions) {
    return sum(generation, attempt, null, partitions);
  }

  private static Contribution sum(
      Generation generation, int attempt, byte @Nullable [] digest, Integer... partitions) {
    return new Contribution.Sum(
        new Contribution.Header(
            JOB, generation, 0, attempt, new AgentId("a"), PartitionSet.of(List.of(partitions))),
        0,
        0,
        -5,
        PackedInts.of(new int[] {partitions.length}, 0, 1),
        new StepReport(ROWS, null, digest, new StepTimes(1, 0, 0, 0, 0, 0)));
  }

  private static Contribution refusal(int needed, boolean finite, Integer... partitions) {
    return new Contribution.Refusal(
        new Contribution.Header(
            JOB, FIRST, 0, 0, new AgentId("a"), PartitionSet.of(List.of(partitions))),
        new int[] {needed},
        finite);
  }

  @Test
  void aStepIsCommittedWithoutThoseThatAreMissing() {
    assertThat(coordinator.withoutMissing()).as("nobody is there").isEmpty();
    coordinator.receive(sum(FIRST, 0, 1));
    assertThat(coordinator.missing()).containsExactly(0);
    assertThat(coordinator.withoutMissing()).singleElement().isInstanceOf(Outcome.Written.class);
    assertThat(fold.state().step()).isEqualTo(1);
    LedgerRecord.UpdateChunk update = (LedgerRecord.UpdateChunk) written.getLast();
    assertThat(Objects.requireNonNull(update.summary()).train().rows())
        .as("rows of partition 1 alone")
        .isEqualTo(2);
    coordinator.receive(sum(FIRST, 0, 0));
    assertThat(coordinator.stale()).as("partition 0 came too late for step 0").isEqualTo(1);
  }

  @Test
  void aPausedJobCommitsNothingWithoutThoseThatAreMissing() {
    coordinator.receive(sum(FIRST, 0, 1));
    coordinator.pause();
    assertThat(coordinator.withoutMissing()).isEmpty();
  }

  @Test
  void aRefusalIsReissuedWithoutThoseThatAreMissing() {
    coordinator.receive(refusal(3, true, 1));
    assertThat(coordinator.withoutMissing()).singleElement().isInstanceOf(Outcome.Reissued.class);
  }

  @Test
  void aStepIsCommittedWhenEveryPartitionHasContributed() {
    assertThat(coordinator.receive(sum(FIRST, 0, 1))).isEmpty();
    assertThat(coordinator.missing()).containsExactly(0);
    assertThat(coordinator.receive(sum(FIRST, 0, 0)))
        .singleElement()
        .isInstanceOf(Outcome.Written.class);
    assertThat(fold.state().step()).isEqualTo(1);
  }

  @Test
  void aContributionOfAnOlderGenerationDoesNotCount() {
    coordinator.assigned(SECOND);
    coordinator.receive(sum(FIRST, 0, 0, 1));
    assertThat(coordinator.stale()).isEqualTo(1);
    assertThat(coordinator.missing()).containsExactly(0, 1);
    assertThat(coordinator.receive(sum(SECOND, 0, 0, 1))).hasSize(1);
  }

  @Test
  void aNewAssignmentStartsTheSumAgain() {
    coordinator.receive(sum(FIRST, 0, 0));
    coordinator.assigned(SECOND);
    assertThat(coordinator.missing()).containsExactly(0, 1);
    assertThat(written).containsExactly(new LedgerRecord.Marker(SECOND));
  }

  @Test
  void aPartitionCountsOnce() {
    coordinator.receive(sum(FIRST, 0, 0));
    assertThat(coordinator.receive(sum(FIRST, 0, 0))).isEmpty();
    assertThat(coordinator.duplicates()).isEqualTo(1);
  }

  @Test
  void aRefusedStepIsIssuedAgainOnTheCoarsestGridThatSomebodyNeeds() {
    coordinator.receive(refusal(-7, true, 0));
    List<Outcome> outcomes = coordinator.receive(refusal(-3, true, 1));
    assertThat(outcomes).containsExactly(new Outcome.Reissued(0, 1));
    assertThat(fold.exponentsOf(0)).containsExactly(-3);
    coordinator.receive(sum(FIRST, 0, 0, 1));
    assertThat(coordinator.stale()).as("contributions to the first attempt").isEqualTo(1);
    assertThat(coordinator.receive(sum(FIRST, 1, 0, 1))).hasSize(1);
  }

  @Test
  void aLossThatIsNotFiniteEndsTheJobAtItsStep() {
    coordinator.receive(sum(FIRST, 0, 0));
    assertThat(coordinator.receive(refusal(0, false, 1))).containsExactly(new Outcome.Diverged(0));
  }

  @Test
  void anAgentWithOtherParametersIsNamedAndDoesNotCount() {
    assertThat(coordinator.receive(sum(FIRST, 0, new byte[32], 0, 1)))
        .containsExactly(new Outcome.Disagreed(new AgentId("a"), 0));
    assertThat(coordinator.missing()).containsExactly(0, 1);
  }

  @Test
  void whilePausedNothingIsCommitted() {
    coordinator.pause();
    assertThat(coordinator.receive(sum(FIRST, 0, 0, 1))).isEmpty();
    assertThat(written).isEmpty();
    assertThat(coordinator.resume()).hasSize(1);
  }

  @Test
  void aContributionWithPartitionsThatTheJobHasNotIsInvalid() {
    coordinator.receive(sum(FIRST, 0, 7));
    assertThat(coordinator.invalid()).isEqualTo(1);
  }
}
