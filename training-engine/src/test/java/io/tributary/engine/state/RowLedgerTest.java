package io.tributary.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.RowMark;
import io.tributary.engine.metric.ScoreSums;
import io.tributary.engine.plan.BatchOrder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLedgerTest {
  private static final StrategyDefinition SYNC = new StrategyDefinition.Synchronous();
  private static final List<Integer> SIZES = List.of(5, 4);
  private static final int EPOCHS = 2;

  /** A use of row {@code row} of {@code partition}. */
  private record Use(int partition, int row) {}

  private static TrainingPlan plan(StrategyDefinition strategy) {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.REGRESSION,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        new OptimizerDefinition.Sgd(0.5f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(SIZES, 4, EPOCHS),
        42,
        1,
        strategy,
        new CompressionDefinition.None());
  }

  /** The uses of each step, as the plan means them. */
  private static List<List<Use>> planned(TrainingPlan plan) {
    List<List<Use>> planned = new ArrayList<>();
    for (long step = 0; step < plan.batches().totalSteps(); step++) {
      List<Use> uses = new ArrayList<>();
      for (int partition = 0; partition < SIZES.size(); partition++) {
        int[] order =
            BatchOrder.order(42, partition, plan.batches().epochOf(step), SIZES.get(partition));
        int from = plan.batches().firstPosition(partition, step);
        for (int i = 0; i < plan.batches().rowsAt(partition, step); i++) {
          if (plan.takesPart(partition, step)) {
            uses.add(new Use(partition, order[from + i]));
          }
        }
      }
      planned.add(uses);
    }
    return planned;
  }

  private static MetricSums sums(List<Use> uses) {
    long mark = 0;
    for (Use use : uses) {
      mark += RowMark.in(use.partition(), RowMark.of(use.row()));
    }
    return new MetricSums(uses.size(), mark, new long[10], true, ScoreSums.NONE);
  }

  private static Update update(long step, MetricSums train, @Nullable Origin origin) {
    return new Update(
        step, new int[2], new int[] {-1}, new int[] {-3}, new UpdateSummary(train, null, origin));
  }

  private static RowLedger followed(TrainingPlan plan, List<List<Use>> steps) {
    TrainingState state = TrainingState.initial(new float[2], plan);
    EpochRows rows = new EpochRows(plan);
    StepFold fold = StepFold.of(plan, 2);
    for (int step = 0; step < steps.size(); step++) {
      Update update = update(step, sums(steps.get(step)), null);
      state.fold(update, fold);
      rows.follow(update, state);
      // Whoever takes over goes on from what is in the state.
      state = TrainingState.read(state.toBytes());
    }
    return state.rowLedger();
  }

  @Test
  void plannedStepsUseEveryRowOfEachEpochOnce() {
    RowLedger ledger = followed(plan(SYNC), planned(plan(SYNC)));
    assertThat(ledger.epochs()).isEqualTo(EPOCHS);
    assertThat(ledger.checked()).isEqualTo(2 * 9);
    assertThat(ledger.twice()).isZero();
    assertThat(ledger.never()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "a row again,             1, 0",
    "a row left out,          0, 1",
    "a row for another,       1, 1",
    "another partition's row, 1, 1",
    "a batch again,           4, 0",
    "a partition left out,    0, 2",
    "a row of the next epoch, 1, 1"
  })
  void whatGoesWrongIsSeenAtTheEndOfTheEpoch(String fault, long twice, long never) {
    List<List<Use>> uses = planned(plan(SYNC));
    List<Use> first = uses.getFirst();
    switch (fault) {
      case "a row again" -> first.add(first.getFirst());
      case "a row left out" -> first.removeFirst();
      case "a row for another" -> first.set(0, first.get(1));
      case "another partition's row" -> first.set(0, new Use(1, first.getFirst().row() % 4));
      case "a batch again" -> first.addAll(List.copyOf(first));
      case "a partition left out" -> first.removeIf(use -> use.partition() == 1);
      case "a row of the next epoch" -> exchange(uses);
      default -> throw new IllegalArgumentException(fault);
    }
    RowLedger ledger = followed(plan(SYNC), uses);
    assertThat(ledger.epochs()).isEqualTo(EPOCHS);
    // Both epochs are wrong where rows went from one to the other.
    int wrong = fault.equals("a row of the next epoch") ? 2 : 1;
    assertThat(ledger.twice()).isEqualTo(wrong * twice);
    assertThat(ledger.never()).isEqualTo(wrong * never);
  }

  private static void exchange(List<List<Use>> uses) {
    List<Use> first = uses.getFirst();
    List<Use> last = uses.getLast();
    int other = last.getFirst().equals(first.getFirst()) ? 1 : 0;
    Use kept = first.get(other);
    first.set(other, last.getFirst());
    last.set(0, kept);
    assertThat(first.get(other)).isNotEqualTo(kept);
  }

  @Test
  void partitionsThatAreDrawnUseTheRowsOfTheirTurns() {
    TrainingPlan plan =
        plan(new StrategyDefinition.LocalSgd(1, StrategyDefinition.Outer.AVERAGE, 1f, 0f, 0.5f, 1));
    RowLedger ledger = followed(plan, planned(plan));
    assertThat(ledger.epochs()).isEqualTo(EPOCHS);
    assertThat(ledger.checked()).isBetween(1L, 17L);
    assertThat(ledger.twice() + ledger.never()).isZero();

    List<List<Use>> wrong = planned(plan);
    Use one = wrong.getFirst().getFirst();
    wrong.getFirst().set(0, new Use(one.partition(), (one.row() + 1) % 4));
    RowLedger seen = followed(plan, wrong);
    assertThat(seen.twice()).isEqualTo(1);
    assertThat(seen.never()).isEqualTo(1);
  }

  @Test
  void whereEachPartitionHasAClockItHasEpochsOfItsOwn() {
    TrainingPlan plan = plan(new StrategyDefinition.Asynchronous());
    TrainingState state = TrainingState.initial(new float[2], plan);
    EpochRows rows = new EpochRows(plan);
    StepFold fold = StepFold.of(plan, 2);
    int step = 0;
    // The second partition is through with everything before the first begins.
    for (int partition : new int[] {1, 0}) {
      for (List<Use> uses : planned(plan)) {
        List<Use> own = uses.stream().filter(use -> use.partition() == partition).toList();
        Update update = update(step, sums(own), new Origin(partition, step));
        state.fold(update, fold);
        rows.follow(update, state);
        step++;
        assertThat(state.rowLedger().epochs()).isLessThanOrEqualTo(partition == 1 ? 1 : EPOCHS);
      }
    }
    assertThat(state.rowLedger().epochs()).isEqualTo(EPOCHS);
    assertThat(state.rowLedger().checked()).isEqualTo(2 * 9);
    assertThat(state.rowLedger().twice() + state.rowLedger().never()).isZero();
  }
}
