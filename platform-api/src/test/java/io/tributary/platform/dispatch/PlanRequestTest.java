package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the spec's words to the engine's numbers. */
class PlanRequestTest {
  private static final RowPlan ROWS = new RowPlan(103, 0, 4, 1);

  @Test
  void anIterationOfGiantIsThreeStepsOverAllRows() {
    TrainingPlan plan =
        plan("{\"type\": \"giant\", \"localIterations\": 30, \"l1\": 0, \"l2\": 0.5}");
    assertThat(plan.optimizer()).isEqualTo(new OptimizerDefinition.Giant(30));
    assertThat(plan.schedule()).isEqualTo(new LearningRateSchedule.Constant(0));
    assertThat(plan.regularization().l2()).isEqualTo(0.5f);
    assertThat(plan.batches().totalSteps()).isEqualTo(7 * 3);
    assertThat(plan.evaluateEvery()).isEqualTo(3);
    for (long step = 0; step < 21; step++) {
      assertThat(plan.rowsAt(step)).isEqualTo(103);
      assertThat(plan.batches().rowsBefore(step)).isEqualTo(103 * step);
    }
  }

  @Test
  void anIterationOfLimitedBfgsIsTwo() {
    TrainingPlan plan = plan("{\"type\": \"l-bfgs\", \"history\": 5, \"l1\": 0, \"l2\": 0}");
    assertThat(plan.optimizer()).isEqualTo(new OptimizerDefinition.LimitedBfgs(5));
    assertThat(plan.batches().totalSteps()).isEqualTo(7 * 2);
  }

  /** Four partitions, of 26 rows at most, in batches of 7 or 6: 5 each an epoch. */
  @Test
  void wherePartitionsHaveStepsOfTheirOwnThereAreSoManyMore() {
    String sgd =
        """
        {"type": "sgd", "learningRate": 0.1, "l1": 0, "l2": 0,
         "schedule": {"type": "constant", "warmupEpochs": 2}}\
        """;
    TrainingPlan plan = plan(sgd, "{\"type\": \"stale-synchronous\", \"staleness\": 3}", 26);
    assertThat(plan.strategy()).isEqualTo(new StrategyDefinition.StaleSynchronous(3));
    assertThat(plan.batches().totalSteps()).isEqualTo(7 * 5);
    assertThat(plan.totalSteps()).isEqualTo(7 * 5 * 4);
    assertThat(plan.evaluateEvery()).isEqualTo(5 * 4);
    assertThat(plan.schedule()).isEqualTo(new LearningRateSchedule.Constant(2 * 5 * 4));
    assertThat(plan.epochOf(2 * 20 + 19)).isEqualTo(2);
    assertThat(plan.rowsBefore(2 * 20)).isEqualTo(2 * 103);
    assertThat(plan.rowsBefore(2)).isEqualTo(7 + 7);
  }

  @Test
  void columnsAreGatheredBeforeEachEvaluation() {
    TrainingPlan plan =
        plan(
            "{\"type\": \"sgd\", \"learningRate\": 0.1, \"l1\": 0, \"l2\": 0, \"schedule\": {\"type\": \"constant\", \"warmupEpochs\": 1}}",
            "{\"type\": \"synchronous\"}",
            25,
            ", \"partitioning\": \"vertical\"");
    assertThat(plan.batches().partitionRows()).containsExactly(103, 103);
    assertThat(plan.evaluateEvery()).isEqualTo(5 + 1);
    assertThat(plan.batches().totalSteps()).isEqualTo(7 * (5 + 1));
    assertThat(plan.schedule()).isEqualTo(new LearningRateSchedule.Constant(5));
    assertThat(Objects.requireNonNull(plan.columns()).groups())
        .extracting(ColumnSplit.Group::inputs)
        .containsExactly(1, 1);
    assertThat(plan.batches().epochOf(5)).isEqualTo(1);
    assertThat(plan.batches().rowsBefore(plan.batches().totalSteps())).isEqualTo(7 * 103);
  }

  @Test
  void theNumbersOfDaneArrive() {
    TrainingPlan plan =
        plan(
            """
            {"type": "dane", "eta": 0.5, "mu": 0.25, "localSteps": 3, "localIterations": 30,
             "l1": 0, "l2": 0}""");
    assertThat(plan.optimizer()).isEqualTo(new OptimizerDefinition.Dane(0.5f, 0.25f, 3, 30));
    assertThat(plan.batches().totalSteps()).isEqualTo(7 * 3);
  }

  private static TrainingPlan plan(String optimizer) {
    return plan(optimizer, "{\"type\": \"synchronous\"}", 103);
  }

  private static TrainingPlan plan(String optimizer, String strategy, int batchSize) {
    return plan(optimizer, strategy, batchSize, "");
  }

  private static TrainingPlan plan(
      String optimizer, String strategy, int batchSize, String training) {
    JobSpec spec =
        ContractJson.json()
            .readValue(
                """
                {"label": "y", "task": "regression",
                 "model": {"type": "linear", "bias": true, "initial": "zeros"},
                 "optimizer": %s,
                 "training": {"epochs": 7, "batchSize": %d, "partitions": 4, "seed": 1, "accumulation": 1%s},
                 "strategy": %s, "compression": {"type": "none"},
                 "evaluation": {"holdout": 0}}
                """
                    .formatted(optimizer, batchSize, training, strategy),
                JobSpec.class);
    JobRecord job =
        new JobRecord(
            new JobId(new UUID(1, 1)),
            "job",
            spec,
            "data",
            JobState.QUEUED,
            null,
            0,
            Instant.EPOCH,
            null,
            null);
    Preprocessing fitted =
        new Preprocessing(
            List.of(
                new FeatureTransform.Standardize("x", 0, 0, 1),
                new FeatureTransform.Standardize("z", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1));
    int partitions = training.isEmpty() ? 4 : 2;
    PlanRequest request =
        new PlanRequest(
            job,
            Task.REGRESSION,
            "y",
            null,
            List.of("x", "z"),
            Holdout.random(0),
            partitions,
            1,
            Scaling.STANDARDIZE);
    return request.plan(
        fitted,
        List.of(),
        ROWS.trainRows(),
        request.splitsColumns() ? request.split(fitted) : null);
  }
}
