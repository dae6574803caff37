package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.Update;
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
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strategies that commit in the order of arrival, under the faults of {@link SimulatedCluster}: the
 * order is nobody's to promise, but each batch counts once, the bound holds, and the ledger alone
 * gives the model's bits.
 */
class ArrivalSimulationTest {
  private static final int INPUTS = 5;
  private static final float RATE = 0.05f;
  private static final List<Integer> ROWS = List.of(23, 22, 22, 7);
  private static final List<Examples> TRAIN = examples(ROWS, 1);
  private static final List<Examples> HOLDOUT = examples(List.of(3, 0, 2, 1), 2);
  private static final List<TrainingPlan> PLANS =
      List.of(
          plan(3, new StrategyDefinition.Asynchronous(), new CompressionDefinition.None()),
          plan(3, new StrategyDefinition.StaleSynchronous(1), new CompressionDefinition.None()),
          plan(3, new StrategyDefinition.StaleSynchronous(3), new CompressionDefinition.Int16()),
          plan(3, new StrategyDefinition.Asynchronous(), new CompressionDefinition.Int8()));

  private static TrainingPlan plan(
      int epochs, StrategyDefinition strategy, CompressionDefinition compression) {
    return new TrainingPlan(
        new JobId(new UUID(7, 8)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        new OptimizerDefinition.Sgd(RATE),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            IntStream.range(0, INPUTS)
                .<FeatureTransform>mapToObj(i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                .toList(),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(ROWS, 18, epochs),
        42,
        8,
        strategy,
        compression);
  }

  private static TrainingState start(TrainingPlan plan) {
    return TrainingState.initial(new float[INPUTS], plan);
  }

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyFaultsLeaveEachBatchOnceWithinTheBound(int seed) {
    TrainingPlan plan = PLANS.get(seed % PLANS.size());
    SimulatedCluster cluster =
        new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 1 + seed % 5, seed);
    String digest = cluster.runWildly(200_000);
    assertThat(cluster.digestFromLedger(start(plan))).isEqualTo(digest);
    List<Update> updates = cluster.updates(start(plan));
    assertThat(updates).hasSize((int) plan.totalSteps() + 1);
    assertThat(Objects.requireNonNull(updates.getLast().summary().evaluation()).rows())
        .isEqualTo(6);
    assertBoundAndRows(plan, updates);
  }

  private static void assertBoundAndRows(TrainingPlan plan, List<Update> updates) {
    long bound = ((StrategyDefinition.ByArrival) plan.strategy()).bound();
    int[] clocks = new int[ROWS.size()];
    List<Integer> slowest = new ArrayList<>();
    for (Update update : updates.subList(0, updates.size() - 1)) {
      slowest.add(Arrays.stream(clocks).min().orElseThrow());
      Origin origin = Objects.requireNonNull(update.summary().origin());
      int clock = clocks[origin.partition()]++;
      assertThat(update.summary().train().rows())
          .isEqualTo(plan.batches().rowsAt(origin.partition(), clock));
      assertThat(origin.base()).isBetween(0L, update.step());
      // Known when it was computed: all that the bound asks for.
      assertThat(slowest.get((int) origin.base())).isGreaterThanOrEqualTo((int) (clock - bound));
    }
    assertThat(clocks).containsOnly((int) plan.batches().totalSteps());
  }

  @Test
  void withoutABoundTheFastRunAhead() {
    TrainingPlan plan = PLANS.getFirst();
    int furthest = 0;
    for (int seed = 0; seed < 40; seed++) {
      SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 4, seed);
      cluster.runWildly(200_000);
      int[] clocks = new int[ROWS.size()];
      for (Update update : cluster.updates(start(plan))) {
        Origin origin = update.summary().origin();
        if (origin != null) {
          int slowest = Arrays.stream(clocks).min().orElseThrow();
          furthest = Math.max(furthest, clocks[origin.partition()]++ - slowest);
        }
      }
    }
    assertThat(furthest).isGreaterThan(5);
  }

  /** The whole trajectory again, in doubles, from nothing but the order of arrival. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theOrderOfArrivalGivesTheModel(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 3, 9);
    cluster.runWildly(200_000);
    List<double[]> thetas = new ArrayList<>(List.of(new double[INPUTS]));
    int[] clocks = new int[ROWS.size()];
    long staleness = 0;
    for (Update update : cluster.updates(start(plan))) {
      Origin origin = update.summary().origin();
      if (origin == null) {
        continue;
      }
      int p = origin.partition();
      int clock = clocks[p]++;
      int rows = plan.batches().rowsAt(p, clock);
      double[] next = thetas.getLast().clone();
      if (rows > 0) {
        double[] gradient = meanGradient(plan, p, clock, thetas.get((int) origin.base()));
        double behind = update.step() - origin.base();
        double rate = RATE * rows / 18.0 / Math.max(1, behind / 4);
        staleness = Math.max(staleness, (long) behind);
        for (int k = 0; k < INPUTS; k++) {
          next[k] -= rate * gradient[k];
        }
      }
      thetas.add(next);
    }
    assertThat(staleness).isGreaterThan(variant == 0 ? 4 : 1);
    for (int k = 0; k < INPUTS; k++) {
      assertThat(cluster.parameters()[k]).isCloseTo((float) thetas.getLast()[k], within(1e-5f));
    }
  }

  private static double[] meanGradient(TrainingPlan plan, int p, int clock, double[] theta) {
    int epoch = plan.batches().epochOf(clock);
    int[] order = BatchOrder.order(plan.seed(), p, epoch, ROWS.get(p));
    int from = plan.batches().firstPosition(p, clock);
    int count = plan.batches().rowsAt(p, clock);
    Examples examples = TRAIN.get(p);
    double[] gradient = new double[INPUTS];
    for (int i = from; i < from + count; i++) {
      double score = 0;
      for (int k = 0; k < INPUTS; k++) {
        score += theta[k] * examples.features()[order[i] * INPUTS + k];
      }
      for (int k = 0; k < INPUTS; k++) {
        gradient[k] +=
            2
                * (score - examples.targets()[order[i]])
                * examples.features()[order[i] * INPUTS + k]
                / count;
      }
    }
    return gradient;
  }

  /** All rows lie on one line: its parameters are the fixed point, however stale gradients are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aStronglyConvexProblemIsSolved(int seed) {
    for (TrainingPlan like : PLANS.subList(0, 2)) {
      TrainingPlan plan = plan(300, like.strategy(), like.compression());
      SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 4, seed);
      cluster.runWildly(2_000_000);
      for (int k = 0; k < INPUTS; k++) {
        assertThat(cluster.parameters()[k]).isCloseTo(k - 2f, within(1e-3f));
      }
    }
  }

  /** In a calm run none is lost, and each is what a replica at its step finds. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void evaluationsAreThoseOfTheirStep(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 3, 5);
    cluster.runCalmly();
    assertThat(cluster.evaluated())
        .extracting(Outcome.Evaluated::step)
        .containsExactlyElementsOf(
            IntStream.iterate(0, s -> s < plan.totalSteps(), s -> s + 8)
                .mapToObj(Long::valueOf)
                .toList());
    for (Outcome.Evaluated evaluated : cluster.evaluated()) {
      assertThat(evaluated.sums())
          .usingRecursiveComparison()
          .isEqualTo(cluster.evaluationFromLedger(start(plan), evaluated.step()));
    }
  }

  @Test
  void theOrderOfArrivalDecides() {
    TrainingPlan plan = PLANS.getFirst();
    List<String> digests = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 3, seed);
      digests.add(cluster.runWildly(200_000));
    }
    assertThat(digests).doesNotHaveDuplicates();
    assertThat(digests).doesNotContain(ParametersDigest.hexOf(start(plan).parameters()));
  }

  private static List<Examples> examples(List<Integer> rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Examples> partitions = new ArrayList<>();
    for (int count : rows) {
      float[] features = new float[count * INPUTS];
      float[] targets = new float[count];
      for (int row = 0; row < count; row++) {
        for (int k = 0; k < INPUTS; k++) {
          features[row * INPUTS + k] = (float) random.nextDouble(-1, 1);
          targets[row] += (k - 2) * features[row * INPUTS + k];
        }
      }
      partitions.add(new Examples(count, INPUTS, features, targets));
    }
    return partitions;
  }
}
