package io.tributary.platform.aggregation;

import static io.tributary.engine.plan.CompressionLevel.INT16;
import static io.tributary.engine.plan.CompressionLevel.INT8;
import static io.tributary.engine.plan.CompressionLevel.NONE;
import static io.tributary.engine.plan.CompressionLevel.TOP_HUNDREDTH;
import static io.tributary.engine.plan.CompressionLevel.TOP_THOUSANDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LevelChoice;
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
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Levels on a network that a test makes up: a step takes computing, a round trip and its bytes. */
class LevelWatchTest {
  private static final int VALUES = 10_000;
  private static final int PARTITIONS = 2;
  private static final List<CompressionLevel> ALL = List.of(CompressionLevel.values());

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<LevelChoice> choices = new ArrayList<>();
  private final List<CompressionLevel> held = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private long step;
  private CompressionLevel level = NONE;
  private double computeMillis = 20;
  private double roundTripMillis = 10;
  private double bytesPerSecond = 1e9;
  private double jitter;

  /** Steps that are under way beside the one that is committed next. */
  private int underWay;

  private int changesIn;

  /** By level, what partitions keep beside a gradient of norm one. */
  private double keptAtTopLevels = 1;

  private static TrainingPlan plan(StrategyDefinition strategy, List<CompressionLevel> levels) {
    return new TrainingPlan(
        new JobId(new UUID(1, 1)),
        Task.REGRESSION,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        new OptimizerDefinition.Sgd(0.1f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(List.of(50, 50), 2, 1_000),
        42,
        50,
        strategy,
        new CompressionDefinition.Adaptive(levels));
  }

  private static LevelWatch watch(StrategyDefinition strategy, List<CompressionLevel> levels) {
    TrainingPlan plan = plan(strategy, levels);
    return new LevelWatch(plan, TrainingState.initial(new float[2], plan));
  }

  private static LevelWatch watch() {
    return watch(new StrategyDefinition.Synchronous(), ALL);
  }

  /** Numbers that take as many bytes as the level's. */
  private PackedInts values(CompressionLevel at) {
    int[] values = new int[VALUES];
    for (int i = 0; i < VALUES; i++) {
      if (at.share() == 1 || random.nextDouble() < at.share()) {
        values[i] = random.nextInt() >> (32 - at.bits());
      }
    }
    return PackedInts.of(values, 0, VALUES);
  }

  private void run(LevelWatch watch, int steps) {
    for (int i = 0; i < steps; i++) {
      PackedInts values = values(level);
      double kept = level.share() < 1 ? keptAtTopLevels : 1e-6;
      long bytes = values.packedBytes();
      watch.arrived(
          new Contribution.Sum(
              new Contribution.Header(
                  new JobId(new UUID(1, 1)),
                  new Generation(1),
                  step,
                  0,
                  new AgentId("a"),
                  PartitionSet.of(List.of(0, 1))),
              step,
              0,
              0,
              values,
              new StepReport(
                  new MetricSums(2, new long[1], true),
                  null,
                  null,
                  new StepTimes(Math.round(computeMillis * 1e3), 0, 0, 0, 0, 0),
                  null,
                  new KeptBack(1, kept * kept))),
          step);
      double noise = 1 + jitter * (random.nextDouble() - 0.5);
      double millis = (computeMillis + roundTripMillis + 2 * bytes / bytesPerSecond * 1e3) * noise;
      now = now.plus(Duration.ofNanos(Math.round(millis * 1e6)));
      LevelChoice choice = watch.choose(step);
      MetricSums rows = new MetricSums(2, new long[1], true);
      watch.committed(
          new Outcome.Written(
              step,
              false,
              new UpdateSummary(rows, step % 50 == 0 ? rows : null, null, choice),
              Double.NaN,
              bytes,
              // Partitions that have nothing in common: all is noise.
              1,
              null,
              CompletableFuture.completedFuture(0L)),
          now);
      held.add(level);
      step++;
      if (choice != null) {
        choices.add(choice);
        changesIn = underWay + 1;
      }
      if (changesIn > 0 && --changesIn == 0) {
        level = choices.getLast().level();
      }
    }
  }

  @Test
  void onASlowNetworkNumbersGetCoarser() {
    bytesPerSecond = 1e6;
    LevelWatch watch = watch();
    run(watch, 600);
    assertThat(choices.getFirst().reason()).isEqualTo(LevelChoice.Reason.MEASURE);
    assertThat(level).isEqualTo(TOP_HUNDREDTH);
    LevelChoice last = choices.getLast();
    assertThat(last.reason()).isEqualTo(LevelChoice.Reason.FEWER_BYTES);
    assertThat(last.measures().computeMillis()).isCloseTo(20, within(0.1));
    assertThat(last.measures().roundTripMillis()).isCloseTo(10, within(0.5));
    assertThat(last.measures().bytesPerSecond()).isCloseTo(1e6, within(0.02e6));
  }

  @Test
  void onAFastNetworkNumbersStayFine() {
    LevelWatch watch = watch();
    run(watch, 600);
    assertThat(choices.stream().map(LevelChoice::reason))
        .containsExactly(LevelChoice.Reason.MEASURE, LevelChoice.Reason.FINER);
    assertThat(level).isEqualTo(NONE);
  }

  @Test
  void whenTheNetworkChangesSoDoNumbers() {
    LevelWatch watch = watch();
    run(watch, 300);
    assertThat(level).isEqualTo(NONE);
    bytesPerSecond = 1e6;
    run(watch, 1_500);
    assertThat(level).isEqualTo(TOP_HUNDREDTH);
    bytesPerSecond = 1e9;
    run(watch, 9_000);
    assertThat(level).isEqualTo(NONE);
  }

  /** Steps that take a quarter more or less, at a speed between two levels: hardly a change. */
  @Test
  void jitterChangesNothing() {
    jitter = 0.5;
    bytesPerSecond = 3e6;
    LevelWatch watch = watch();
    run(watch, 6_000);
    long taken = choices.stream().filter(c -> c.reason() != LevelChoice.Reason.MEASURE).count();
    assertThat(taken).isLessThan(10);
  }

  /** A machine that others use takes two to four times as long for a while: no fault of bytes. */
  @Test
  void aMachineThatIsBusyNowAndThenChangesNumbersLessAndLess() {
    LevelWatch watch = watch();
    int changes = 0;
    for (int spell = 0; spell < 60; spell++) {
      double slower = spell % 2 == 0 ? 1 : 2 + random.nextInt(3);
      computeMillis = 20 * slower;
      roundTripMillis = 30 * slower;
      run(watch, 50 + random.nextInt(200));
      changes = spell == 29 ? choices.size() : changes;
    }
    assertThat(choices.size()).isLessThan(40);
    assertThat(choices.size() - changes).isLessThan(changes);
    long fine = held.stream().filter(l -> l == NONE || l == INT16).count();
    assertThat(fine).isGreaterThan(held.size() * 9L / 10);
  }

  @Test
  void aLevelThatKeepsTooMuchBackIsLeftForLongerAndLonger() {
    bytesPerSecond = 1e5;
    keptAtTopLevels = 30;
    LevelWatch watch = watch();
    run(watch, 2_000);
    List<LevelChoice> left =
        choices.stream().filter(c -> c.reason() == LevelChoice.Reason.TOO_MUCH_KEPT).toList();
    assertThat(left).hasSizeBetween(2, 6);
    assertThat(left).allMatch(choice -> choice.before() == TOP_HUNDREDTH && choice.level() == INT8);
    assertThat(left.getFirst().measures().kept()).isCloseTo(30, within(0.5));
    assertThat(held).doesNotContain(TOP_THOUSANDTH);
    long steps = held.subList(1_000, 2_000).stream().filter(l -> l == TOP_HUNDREDTH).count();
    assertThat(steps).isLessThan(100);
  }

  /** Where partitions agree, nearly all of a gradient is signal, and the noise small. */
  @Test
  void noiseIsWhatPartitionsScatterAboutTheirMean() {
    LevelWindow.Result result = new LevelWindow.Result(1, 1, 1, 8, 2, 0);
    // Sums over 4 partitions: squares 8 in all, of the sum 24: the mean has 24 / 16 a partition.
    LevelWindow.Result agreeing = new LevelWindow.Result(1, 1, 1, 8, 2, 24);
    assertThat(result.noiseShare(4)).isEqualTo(1);
    assertThat(agreeing.noiseShare(4)).isCloseTo(2.0 / 8 * 4 / 3, within(1e-9));
    assertThat(agreeing.kept(1.0 / 3)).isCloseTo(Math.sqrt(2 / (8 / 3.0)), within(1e-9));
  }

  @Test
  void aJobWithOneLevelNeverChooses() {
    bytesPerSecond = 1e5;
    level = INT16;
    LevelWatch watch = watch(new StrategyDefinition.Synchronous(), List.of(INT16));
    run(watch, 500);
    assertThat(choices).isEmpty();
  }

  /** Sixteen steps under way: those that began before the choice are still at the level before. */
  @Test
  void stepsAtTheLevelBeforeDoNotCountForTheNewOne() {
    bytesPerSecond = 1e6;
    keptAtTopLevels = 30;
    level = INT8;
    underWay = 15;
    LevelWatch watch =
        watch(new StrategyDefinition.Pipelined(underWay, 0), List.of(INT8, TOP_HUNDREDTH));
    run(watch, 700);
    assertThat(choices.stream().map(LevelChoice::reason))
        .startsWith(LevelChoice.Reason.MEASURE, LevelChoice.Reason.TOO_MUCH_KEPT);
    assertThat(choices.get(1).measures().kept()).isCloseTo(30, within(0.3));
  }

  @Test
  void aPauseIsNoSlowStep() {
    bytesPerSecond = 1e9;
    LevelWatch watch = watch();
    for (int i = 0; i < 60; i++) {
      run(watch, 10);
      now = now.plus(Duration.ofMinutes(1));
      watch.resumed();
    }
    assertThat(choices.stream().map(LevelChoice::reason))
        .doesNotContain(LevelChoice.Reason.FEWER_BYTES);
  }
}
