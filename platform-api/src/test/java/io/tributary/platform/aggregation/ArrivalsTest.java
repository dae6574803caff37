package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepSum.Verdict;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.UpdateSummary;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches in pieces: what the simulation's small model does not have. */
class ArrivalsTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          new JobId(new UUID(1, 1)),
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Sgd(1),
          new LearningRateSchedule.Constant(0),
          Regularization.NONE,
          new Preprocessing(
              List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(List.of(10, 10), 2, 1),
          1,
          1,
          new StrategyDefinition.Asynchronous(),
          new CompressionDefinition.None());
  private static final ChunkLayout LAYOUT = new ChunkLayout(ChunkLayout.CHUNK_VALUES + 3);

  private final TrainingState start = TrainingState.initial(new float[1], PLAN);
  private final Arrivals arrivals = new Arrivals(PLAN, LAYOUT);

  private Verdict add(int partition, long clock, long base, int chunk) {
    return arrivals.add(part(partition, clock, base, chunk, LAYOUT.length(chunk)), start);
  }

  private static Contribution part(int partition, long clock, long base, int chunk, int length) {
    return new Contribution.Sum(
        new Contribution.Header(
            PLAN.job(),
            new Generation(1),
            clock,
            0,
            new AgentId("a"),
            PartitionSet.of(List.of(partition))),
        base,
        chunk,
        -5,
        PackedInts.of(new int[length], 0, length),
        chunk == 0
            ? new StepReport(
                new MetricSums(1, new long[1], true), null, null, new StepTimes(1, 0, 0, 0, 0, 0))
            : null);
  }

  @Test
  void aBatchIsThereWithItsLastChunk() {
    assertThat(add(1, 0, 0, 1)).isEqualTo(Verdict.TAKEN);
    assertThat(arrivals.next(start)).isEmpty();
    assertThat(add(1, 0, 0, 1)).isEqualTo(Verdict.DUPLICATE);
    assertThat(add(1, 0, 0, 0)).isEqualTo(Verdict.TAKEN);
    Arrivals.Arrival arrival = arrivals.next(start).orElseThrow();
    assertThat(arrival.partition()).isEqualTo(1);
    assertThat(arrival.toRecords(new Generation(1), 0)).hasSize(2);
    assertThat(arrivals.next(start)).isEmpty();
  }

  /** Another agent, at newer parameters: half of each would be nobody's gradient. */
  @Test
  void chunksOfTwoBasesAreNotMixed() {
    assertThat(add(0, 0, 0, 0)).isEqualTo(Verdict.TAKEN);
    TrainingState two = stateAfter(2);
    assertThat(arrivals.add(part(0, 0, 2, 1, 3), two)).isEqualTo(Verdict.TAKEN);
    assertThat(arrivals.add(part(0, 0, 0, 1, 3), two)).isEqualTo(Verdict.DUPLICATE);
    assertThat(arrivals.next(two)).isEmpty();
    assertThat(arrivals.add(part(0, 0, 2, 0, LAYOUT.length(0)), two)).isEqualTo(Verdict.TAKEN);
    assertThat(arrivals.next(two).orElseThrow().base()).isEqualTo(2);
  }

  /** So many batches of partition 1 are committed. */
  private static TrainingState stateAfter(int steps) {
    LedgerFold fold = new LedgerFold(TrainingState.initial(new float[1], PLAN), PLAN);
    MetricSums train = new MetricSums(1, new long[1], true);
    for (int step = 0; step < steps; step++) {
      fold.apply(
          new LedgerRecord.UpdateChunk(
              new Generation(1),
              step,
              0,
              1,
              -5,
              -5,
              PackedInts.of(new int[1], 0, 1),
              new UpdateSummary(train, null, new Origin(1, step))));
    }
    return fold.state();
  }

  @Test
  void aPartitionsBatchesKeepTheirOrder() {
    add(0, 1, 0, 0);
    add(0, 1, 0, 1);
    assertThat(arrivals.next(start)).isEmpty();
    add(0, 0, 0, 0);
    add(0, 0, 0, 1);
    assertThat(arrivals.next(start)).isPresent();
  }

  @Test
  void whatDoesNotFitTheJobIsInvalid() {
    assertThat(add(2, 0, 0, 0)).isEqualTo(Verdict.INVALID);
    assertThat(add(0, 10, 0, 0)).isEqualTo(Verdict.INVALID);
    assertThat(add(0, -1, 0, 0)).isEqualTo(Verdict.INVALID);
    assertThat(add(0, 0, 1, 0)).isEqualTo(Verdict.INVALID);
    assertThat(arrivals.add(part(0, 0, 0, 0, 7), start)).isEqualTo(Verdict.INVALID);
    assertThat(arrivals.add(part(0, 0, 0, 2, 3), start)).isEqualTo(Verdict.INVALID);
  }
}
