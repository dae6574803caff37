package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.JobView;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.UpdateSummary;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Generation GENERATION = new Generation(1);

  /** Three rows, one step in an epoch, three epochs. */
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          new JobId(new UUID(3, 3)),
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Sgd(0.5f),
          new LearningRateSchedule.Constant(0),
          Regularization.NONE,
          new Preprocessing(
              List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(List.of(3), 3, 3),
          1,
          1_000,
          new StrategyDefinition.Synchronous(),
          new CompressionDefinition.None());

  private final LedgerFold fold = new LedgerFold(TrainingState.initial(new float[1], PLAN), PLAN);
  private final ProgressMeter meter = new ProgressMeter(PLAN, Map.of(), null);

  private void commit(long step, int rows) {
    MetricSums train = new MetricSums(rows, MetricLayout.of(PLAN).zero().sums(), true);
    fold.apply(
        new LedgerRecord.UpdateChunk(
            GENERATION,
            step,
            0,
            1,
            -1,
            -1,
            PackedInts.of(new int[1], 0, 1),
            new UpdateSummary(train, null)));
  }

  @Test
  void whatTheRowLedgerFoundIsReported() {
    fold.apply(new LedgerRecord.Marker(GENERATION));
    assertThat(meter.report(NOW, fold.state()).rowLedger())
        .isEqualTo(new JobView.RowLedger(0, 0, 0, 0));
    commit(0, 5);
    assertThat(meter.report(NOW, fold.state()).rowLedger())
        .isEqualTo(new JobView.RowLedger(1, 5, 2, 0));
    commit(1, 2);
    assertThat(meter.report(NOW, fold.state()).rowLedger())
        .isEqualTo(new JobView.RowLedger(2, 7, 2, 1));
  }
}
