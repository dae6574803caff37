package io.tributary.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final StrategyDefinition SYNC = new StrategyDefinition.Synchronous();
  private static final StrategyDefinition TWO_BEHIND = new StrategyDefinition.Pipelined(2, 0);
  private static final OptimizerDefinition SGD = new OptimizerDefinition.Sgd(0.5f);

  private static TrainingPlan plan(OptimizerDefinition optimizer, StrategyDefinition strategy) {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.REGRESSION,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        optimizer,
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(List.of(9), 1, 1),
        42,
        1,
        strategy,
        new CompressionDefinition.None());
  }

  private static TrainingState initial(OptimizerDefinition optimizer, StrategyDefinition strategy) {
    return TrainingState.initial(new float[] {1f, 2f}, plan(optimizer, strategy));
  }

  private static StepFold fold(OptimizerDefinition optimizer, StrategyDefinition strategy) {
    return new GradientFold(plan(optimizer, strategy), 2);
  }

  private static Update update(long step, int rows, int... sums) {
    MetricSums train = new MetricSums(rows, new long[] {0}, true);
    return new Update(step, sums, new int[] {-1}, new int[] {-3}, new UpdateSummary(train, null));
  }

  @Test
  void foldsTheMeanOfTheSummedGradient() {
    TrainingState state = initial(SGD, SYNC);
    state.fold(update(0, 4, 8, -16), fold(SGD, SYNC));
    // Sums are 8 / 2 and -16 / 2 on the grid 2^-1; the means over 4 rows are 1 and -2.
    assertThat(state.parameters()).containsExactly(0.5f, 3f);
    assertThat(state.step()).isEqualTo(1);
    assertThat(state.exponentsOf(1)).containsExactly(-3);
  }

  @Test
  void aStepWithoutRowsChangesNothingButTheStep() {
    TrainingState state = initial(SGD, SYNC);
    state.fold(update(0, 0, 0, 0), fold(SGD, SYNC));
    assertThat(state.parameters()).containsExactly(1f, 2f);
    assertThat(state.step()).isEqualTo(1);
  }

  @Test
  void anUpdateOutOfOrderIsRefused() {
    TrainingState state = initial(SGD, SYNC);
    assertThatThrownBy(() -> state.fold(update(1, 4, 8, -16), fold(SGD, SYNC)))
        .hasMessage("update of step 1 cannot follow 0 committed steps");
  }

  @Test
  void survivesItsBytes() {
    OptimizerDefinition momentum = new OptimizerDefinition.Momentum(0.1f, 0.9f);
    TrainingState state = initial(momentum, SYNC);
    state.fold(update(0, 4, 8, -16), fold(momentum, SYNC));
    TrainingState read = TrainingState.read(state.toBytes());
    assertThat(read.toBytes()).isEqualTo(state.toBytes());
    state.fold(update(1, 4, 1, 1), fold(momentum, SYNC));
    read.fold(update(1, 4, 1, 1), fold(momentum, SYNC));
    assertThat(read.parameters()).isEqualTo(state.parameters());
  }

  @Test
  void remembersAsManyParametersAsItsStaleness() {
    TrainingState state = initial(SGD, TWO_BEHIND);
    for (int step = 0; step < 5; step++) {
      state.fold(update(step, 2, 4, 4), fold(SGD, TWO_BEHIND));
    }
    TrainingState read = TrainingState.read(state.toBytes());
    for (TrainingState one : List.of(state, read)) {
      assertThat(one.parametersAt(5)).containsExactly(-1.5f, -0.5f);
      assertThat(one.parametersAt(4)).containsExactly(-1f, 0f);
      assertThat(one.parametersAt(3)).containsExactly(-0.5f, 0.5f);
      assertThatThrownBy(() -> one.parametersAt(2)).hasMessage("parameters of step 2 at step 5");
      assertThat(one.exponentsOf(7)).containsExactly(-3);
    }
    assertThat(read.toBytes()).isEqualTo(state.toBytes());
  }

  @Test
  void aForkMayHaveAnotherStaleness() {
    TrainingState state = initial(SGD, SYNC);
    state.fold(update(0, 4, 8, -16), fold(SGD, SYNC));
    TrainingState fork = state.restarted(plan(SGD, TWO_BEHIND));
    assertThat(fork.step()).isZero();
    assertThat(fork.parametersAt(0)).containsExactly(0.5f, 3f);
    assertThat(fork.exponentsOf(2)).containsExactly(-3);
    assertThat(state.parameters()).isNotSameAs(fork.parameters());
  }

  @Test
  void bytesThatWereCutAreRefused() {
    byte[] bytes = initial(new OptimizerDefinition.Momentum(0.1f, 0.9f), SYNC).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> TrainingState.read(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSavedStateHoldsWhatPartitionsRemember() {
    SortedMap<Integer, byte[]> memories =
        new TreeMap<>(Map.of(0, new byte[] {1, 2, 3}, 7, new byte[0]));
    byte[] bytes = new SavedState(initial(SGD, SYNC), memories).toBytes();
    SavedState read = SavedState.read(bytes);
    assertThat(read.memories().get(0)).containsExactly(1, 2, 3);
    assertThat(read.memories().get(7)).isEmpty();
    assertThat(read.state().toBytes()).isEqualTo(initial(SGD, SYNC).toBytes());
    int state = initial(SGD, SYNC).toBytes().length;
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      // Cut between two memories, it is a whole state with fewer of them.
      if (length != state && length != state + 8 + 3) {
        assertThatThrownBy(() -> SavedState.read(cut)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /** A coordinator that was replaced before a checkpoint may still write behind it. */
  @Test
  void whoStartsAtACheckpointKnowsTheGenerationBeforeIt() {
    LedgerFold fold = new LedgerFold(initial(SGD, SYNC), plan(SGD, SYNC));
    fold.apply(new LedgerRecord.Marker(new Generation(5)));
    TrainingState checkpoint = TrainingState.read(fold.state().toBytes());
    LedgerFold joined = new LedgerFold(checkpoint, plan(SGD, SYNC));
    LedgerRecord late =
        new LedgerRecord.UpdateChunk(
            new Generation(4),
            0,
            0,
            1,
            -1,
            -3,
            PackedInts.of(new int[] {8, -16}, 0, 2),
            update(0, 4, 8, -16).summary());
    assertThat(joined.apply(late)).isEmpty();
    assertThat(joined.voidRecords()).isEqualTo(1);
    assertThat(joined.state().step()).isZero();
  }

  @Test
  void digestsTellBitsApart() {
    assertThat(ParametersDigest.hexOf(new float[] {0f}))
        .isNotEqualTo(ParametersDigest.hexOf(new float[] {-0f}))
        .hasSize(64);
    float[] many = new float[100_000];
    String zeros = ParametersDigest.hexOf(many);
    many[99_999] = Float.MIN_VALUE;
    assertThat(ParametersDigest.hexOf(many)).isNotEqualTo(zeros);
  }

  private static TrainingPlan adaptive() {
    TrainingPlan like = plan(SGD, TWO_BEHIND);
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        like.optimizer(),
        like.schedule(),
        like.regularization(),
        like.preprocessing(),
        like.batches(),
        like.seed(),
        like.evaluateEvery(),
        like.strategy(),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.INT16, CompressionLevel.INT8)));
  }

  private static Update choosing(long step, CompressionLevel level) {
    LevelChoice choice =
        new LevelChoice(
            level, level, LevelChoice.Reason.FINER, new LevelChoice.Measures(1, 1, 1, 1, 1, 1, 1));
    Update plain = update(step, 4, 8, -16);
    return new Update(
        step,
        plain.sums(),
        plain.exponents(),
        plain.nextExponents(),
        new UpdateSummary(plain.summary().train(), null, null, choice));
  }

  /** Two behind: steps 0 to 2 may be under way when step 0 is committed, so step 3 is the first. */
  @Test
  void aChosenLevelHoldsFromTheFirstStepThatNobodyCanHaveBegun() {
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, adaptive());
    StepFold fold = new GradientFold(adaptive(), 2);
    assertThat(state.newestLevel()).isEqualTo(CompressionLevel.INT16);
    state.fold(choosing(0, CompressionLevel.INT8), fold);
    assertThat(state.levelOf(1)).isEqualTo(CompressionLevel.INT16);
    assertThat(state.levelOf(2)).isEqualTo(CompressionLevel.INT16);
    assertThat(state.levelOf(3)).isEqualTo(CompressionLevel.INT8);
    state.fold(update(1, 4, 8, -16), fold);
    assertThat(state.levelOf(4)).isEqualTo(CompressionLevel.INT8);
    TrainingState read = TrainingState.read(state.toBytes());
    for (TrainingState each : List.of(state, read)) {
      each.fold(choosing(2, CompressionLevel.INT16), fold);
      assertThat(each.levelOf(3)).isEqualTo(CompressionLevel.INT8);
      assertThat(each.levelOf(4)).isEqualTo(CompressionLevel.INT8);
      assertThat(each.levelOf(5)).isEqualTo(CompressionLevel.INT16);
    }
    assertThat(read.toBytes()).isEqualTo(state.toBytes());
    assertThat(state.restarted(adaptive()).newestLevel()).isEqualTo(CompressionLevel.INT16);
  }

  @Test
  void aStateWithALevelThatThereIsNotIsRefused() {
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, adaptive());
    byte[] bytes = state.toBytes();
    int found = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] = 77;
      try {
        TrainingState.read(changed);
      } catch (IllegalArgumentException refused) {
        found += refused.toString().contains("the level 77") ? 1 : 0;
      }
    }
    assertThat(found).isEqualTo(3);
  }
}
