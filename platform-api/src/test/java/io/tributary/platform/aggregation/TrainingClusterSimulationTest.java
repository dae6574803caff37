package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.Topology;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise one under a deterministic simulation: whatever is delayed, doubled, lost or killed, the
 * ledger folds into the bits of the undisturbed run. Not covered here: real clocks, real brokers,
 * the database (see the fault tests of standalone).
 */
class TrainingClusterSimulationTest {
  private static final int INPUTS = 5;
  private static final List<Integer> ROWS = List.of(23, 22, 22, 7);
  private static final List<List<String>> GROUPS =
      List.of(List.of("c3", "c0"), List.of("c1"), List.of("c4"), List.of("c2"));
  private static final List<Examples> TRAIN = examples(ROWS, 1);
  private static final List<Examples> HOLDOUT = examples(List.of(3, 0, 2, 1), 2);
  private static final List<Examples> COLUMNS = columnsOf(TRAIN);
  private static final CompressionDefinition ADAPTIVE =
      new CompressionDefinition.Adaptive(List.of(CompressionLevel.values()));
  private static final TrainingPlan PLAIN =
      plan(new StrategyDefinition.Synchronous(), new CompressionDefinition.None());
  private static final List<TrainingPlan> PLANS =
      List.of(
          PLAIN,
          plan(new StrategyDefinition.Pipelined(1, 0), new CompressionDefinition.Int16()),
          plan(new StrategyDefinition.Pipelined(3, 0.5f), new CompressionDefinition.Int8()),
          plan(
              new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.NESTEROV, 0.7f, 0.5f),
              new CompressionDefinition.Int16()),
          plan(
              new StrategyDefinition.Pipelined(2, 0),
              new CompressionDefinition.TopK(0.4f, 1, 0.9f, false)),
          plan(
              new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1, 0),
              new CompressionDefinition.Threshold(0.4f)),
          plan(new StrategyDefinition.Synchronous(), new CompressionDefinition.Sign()),
          plan(new StrategyDefinition.Synchronous(), new CompressionDefinition.PowerSgd(1)),
          plan(
              new StrategyDefinition.LocalSgd(5, StrategyDefinition.Outer.AVERAGE, 1, 0, 0.5f, 2),
              new CompressionDefinition.None()),
          stopping(3.3f, new StrategyDefinition.Synchronous(), new CompressionDefinition.None()),
          stopping(
              3.3f,
              new StrategyDefinition.Pipelined(3, 0),
              new CompressionDefinition.TopK(0.4f, 0, 0, false)),
          secondOrder(new OptimizerDefinition.Giant(2)),
          secondOrder(new OptimizerDefinition.LimitedBfgs(2)),
          columns(PLAIN, 3, new CompressionDefinition.None()),
          columns(PLAIN, 4, new CompressionDefinition.Int8()),
          columns(
              stopping(
                  2.9f, new StrategyDefinition.Synchronous(), new CompressionDefinition.None()),
              1,
              new CompressionDefinition.None()),
          secondOrder(new OptimizerDefinition.Dane(1, 0.01f, 2, 2)),
          plan(new StrategyDefinition.Gossip(Topology.RING, 2), new CompressionDefinition.None()),
          plan(
              new StrategyDefinition.Gossip(Topology.EXPONENTIAL, 1),
              new CompressionDefinition.None()),
          stopping(
              1.2f,
              new StrategyDefinition.Gossip(Topology.RING, 1),
              new CompressionDefinition.None()),
          plan(new StrategyDefinition.Synchronous(), ADAPTIVE),
          plan(new StrategyDefinition.Pipelined(2, 0), ADAPTIVE),
          plan(
              new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.NESTEROV, 0.7f, 0.5f),
              new CompressionDefinition.Adaptive(
                  List.of(CompressionLevel.INT8, CompressionLevel.TOP_THOUSANDTH))),
          stopping(0.6f, new StrategyDefinition.Synchronous(), ADAPTIVE),
          plan(
              new StrategyDefinition.Synchronous(),
              new CompressionDefinition.Adaptive(List.of(CompressionLevel.INT8))));
  private static final List<String> CALM =
      PLANS.stream().map(plan -> calm(plan).runCalmly()).toList();

  /** Learns too fast, so that evaluations get worse after a while. */
  private static TrainingPlan stopping(
      float rate, StrategyDefinition strategy, CompressionDefinition compression) {
    TrainingPlan plan = plan(18, strategy, compression);
    return new TrainingPlan(
        plan.job(),
        plan.task(),
        plan.model(),
        new OptimizerDefinition.Sgd(rate),
        plan.schedule(),
        plan.regularization(),
        plan.preprocessing(),
        plan.batches(),
        plan.seed(),
        2,
        strategy,
        compression,
        new EarlyStopping("loss", 2, 0));
  }

  private static TrainingPlan plan(StrategyDefinition strategy, CompressionDefinition compression) {
    return plan(18, strategy, compression);
  }

  private static TrainingPlan plan(
      int batchSize, StrategyDefinition strategy, CompressionDefinition compression) {
    return new TrainingPlan(
        new JobId(new UUID(7, 7)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        new OptimizerDefinition.Momentum(0.02f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            IntStream.range(0, INPUTS)
                .<FeatureTransform>mapToObj(i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                .toList(),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(ROWS, batchSize, 3, strategy.localBatches()),
        42,
        4,
        strategy,
        compression);
  }

  private static TrainingPlan secondOrder(OptimizerDefinition.SecondOrder method) {
    TrainingPlan like =
        plan(new StrategyDefinition.Synchronous(), new CompressionDefinition.None());
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        method,
        like.schedule(),
        new Regularization(0, 0.1f, 0),
        like.preprocessing(),
        BatchPlan.allRows(ROWS, 3, method.phases()),
        like.seed(),
        like.evaluateEvery(),
        like.strategy(),
        like.compression());
  }

  /** The same job with columns in place of rows in the partitions. */
  private static TrainingPlan columns(
      TrainingPlan like, int gatherEvery, CompressionDefinition compression) {
    int rows = ROWS.stream().mapToInt(Integer::intValue).sum();
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        like.optimizer(),
        like.schedule(),
        like.regularization(),
        like.preprocessing(),
        BatchPlan.ofColumns(rows, 4, 18, 3, gatherEvery),
        like.seed(),
        gatherEvery + 1,
        like.strategy(),
        compression,
        like.earlyStopping(),
        ColumnSplit.named(like.preprocessing(), GROUPS));
  }

  /** All rows, with the columns of each group. */
  private static List<Examples> columnsOf(List<Examples> partitions) {
    int rows = partitions.stream().mapToInt(Examples::rows).sum();
    return GROUPS.stream()
        .map(
            group -> {
              float[] features = new float[rows * group.size()];
              float[] targets = new float[rows];
              int row = 0;
              for (Examples part : partitions) {
                for (int i = 0; i < part.rows(); i++, row++) {
                  targets[row] = part.targets()[i];
                  for (int k = 0; k < group.size(); k++) {
                    int input = Integer.parseInt(group.get(k).substring(1));
                    features[row * group.size() + k] = part.features()[i * INPUTS + input];
                  }
                }
              }
              return new Examples(rows, group.size(), features, targets);
            })
        .toList();
  }

  private static List<Examples> train(TrainingPlan plan) {
    return plan.columns() == null ? TRAIN : COLUMNS;
  }

  private static TrainingState start(TrainingPlan plan) {
    return TrainingState.initial(new float[INPUTS], plan);
  }

  private static SimulatedCluster calm(TrainingPlan plan) {
    return new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 1, 0);
  }

  static IntStream seeds() {
    return IntStream.range(0, 1_100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyFaultsGiveTheSameBits(int seed) {
    int variant = seed % PLANS.size();
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster =
        new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 1 + seed % 5, seed);
    assertThat(cluster.runWildly(200_000)).isEqualTo(CALM.get(variant));
    assertThat(cluster.digestFromLedger(start(plan))).isEqualTo(CALM.get(variant));
    assertEachRowOncePerEpoch(plan, cluster.updates(start(plan)));
  }

  /** A site of three agents, of which two may be its relay, and agents beside it. */
  @ParameterizedTest
  @MethodSource("seedsWithSites")
  void aSitesRelayGivesTheSameBitsUnderAnyFaults(int seed) {
    int variant = seed % PLANS.size();
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster = withSite(plan, 3 + seed % 3, seed);
    assertThat(cluster.runWildly(200_000)).isEqualTo(CALM.get(variant));
    assertThat(cluster.digestFromLedger(start(plan))).isEqualTo(CALM.get(variant));
    assertEachRowOncePerEpoch(plan, cluster.updates(start(plan)));
  }

  static IntStream seedsWithSites() {
    return IntStream.range(0, 400);
  }

  private static SimulatedCluster withSite(TrainingPlan plan, int agents, int seed) {
    return new SimulatedCluster(
        plan,
        start(plan),
        train(plan),
        HOLDOUT,
        agents,
        seed,
        ChunkWorkers.IN_LINE,
        SimulatedCluster.byStep(plan),
        true);
  }

  /** Nothing is lost on the way, so nobody may wait for ever: not a single move helps here. */
  @ParameterizedTest
  @MethodSource("seedsWithSites")
  void withoutFaultsARelayStopsNothing(int seed) {
    int variant = seed % PLANS.size();
    TrainingPlan plan = PLANS.get(variant);
    assertThat(withSite(plan, 3 + seed % 3, seed).runAtAnyPace(20_000))
        .isEqualTo(CALM.get(variant));
  }

  @Test
  void relaysSumAndAreLeftWhereTheyAreSilent() {
    int relayed = 0;
    int wentDirect = 0;
    for (int seed = 0; seed < 40; seed++) {
      TrainingPlan plan = PLANS.get(seed % PLANS.size());
      SimulatedCluster cluster = withSite(plan, 4, seed);
      cluster.runWildly(200_000);
      relayed += cluster.relayed();
      wentDirect += cluster.wentDirect();
    }
    assertThat(relayed).isGreaterThan(100);
    assertThat(wentDirect).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15})
  void aFrozenAgentOrRelayOfASiteStopsNothing(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    for (int seed = 0; seed < 10; seed++) {
      SimulatedCluster cluster = withSite(plan, 3 + seed % 2, seed);
      assertThat(cluster.runWithAFrozenAgent(true)).isEqualTo(CALM.get(variant));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 20, 21, 22, 23})
  void aFrozenAgentStopsNothingWhereAnotherIs(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    for (int seed = 0; seed < 20; seed++) {
      SimulatedCluster cluster =
          new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 2 + seed % 3, seed);
      assertThat(cluster.runWithAFrozenAgent(true)).isEqualTo(CALM.get(variant));
      assertThat(cluster.digestFromLedger(start(plan))).isEqualTo(CALM.get(variant));
    }
  }

  /**
   * Levels that are chosen by the clock: two runs choose differently, but whoever has the ledger
   * finds the same bits, and training again with the choices that are in it gives them too.
   */
  @ParameterizedTest
  @ValueSource(ints = {20, 21, 22})
  void theLevelsInTheLedgerAreAllThatTimeDecides(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    List<CompressionLevel> levels = ((CompressionDefinition.Adaptive) plan.compression()).levels();
    Set<String> digests = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom clock = new SplittableRandom(seed);
      SimulatedCluster wild =
          new SimulatedCluster(
              plan,
              start(plan),
              TRAIN,
              HOLDOUT,
              3,
              seed,
              ChunkWorkers.IN_LINE,
              step ->
                  clock.nextInt(3) > 0
                      ? null
                      : SimulatedCluster.choice(levels.get(clock.nextInt(levels.size()))));
      String digest = wild.runWildly(200_000);
      digests.add(digest);
      assertThat(wild.digestFromLedger(start(plan))).isEqualTo(digest);

      Map<Long, LevelChoice> chosen = new HashMap<>();
      for (Update update : wild.updates(start(plan))) {
        if (update.summary().choice() != null) {
          chosen.put(update.step(), update.summary().choice());
        }
      }
      SimulatedCluster again =
          new SimulatedCluster(
              plan, start(plan), TRAIN, HOLDOUT, 1, 0, ChunkWorkers.IN_LINE, chosen::get);
      assertThat(again.runCalmly()).isEqualTo(digest);
    }
    assertThat(digests).hasSizeGreaterThan(10);
  }

  @Test
  void withoutAMoveAFrozenAgentStopsTheJob() {
    TrainingPlan plan = PLANS.getFirst();
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 2, 1);
    assertThatThrownBy(() -> cluster.runWithAFrozenAgent(false))
        .hasMessageContaining("waiting for");
  }

  @Test
  void everyVariantHasItsOwnModel() {
    assertThat(CALM).doesNotHaveDuplicates();
  }

  /** Full batches of one partition's size: heavy ball with delayed gradients, in doubles. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void pipelinedGradientsAreTakenSoManyStepsEarlier(int staleness) {
    TrainingPlan plan =
        plan(
            4 * ROWS.getFirst(),
            new StrategyDefinition.Pipelined(staleness, 0.25f),
            new CompressionDefinition.None());
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 2, 1);
    cluster.runCalmly();

    List<double[]> thetas = new ArrayList<>(List.of(new double[INPUTS]));
    double[] velocity = new double[INPUTS];
    for (int step = 0; step < plan.batches().totalSteps(); step++) {
      double[] now = thetas.get(step);
      double[] base = thetas.get(Math.max(0, step - staleness));
      double[] gradient = meanGradient(base);
      double[] next = now.clone();
      for (int k = 0; k < INPUTS; k++) {
        double compensated = gradient[k] + 0.25 * gradient[k] * gradient[k] * (now[k] - base[k]);
        velocity[k] = 0.9 * velocity[k] + compensated;
        next[k] -= 0.02 * velocity[k];
      }
      thetas.add(next);
    }
    for (int k = 0; k < INPUTS; k++) {
      assertThat(cluster.parameters()[k]).isCloseTo((float) thetas.getLast()[k], within(1e-5f));
    }
  }

  /** FedAvg by hand: full local batches of plain gradients with heavy ball, weighted by rows. */
  @Test
  void localSgdAveragesThePartitionsTrajectories() {
    TrainingPlan plan =
        plan(
            4 * 12,
            new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1, 0),
            new CompressionDefinition.None());
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 2, 1);
    cluster.runCalmly();

    double[] theta = new double[INPUTS];
    for (int step = 0; step < plan.batches().totalSteps(); step++) {
      double[] next = new double[INPUTS];
      double all = 0;
      for (int p = 0; p < TRAIN.size(); p++) {
        int rows = plan.batches().rowsAt(p, step);
        double[] local = localTrajectory(theta, plan, p, step);
        for (int k = 0; k < INPUTS; k++) {
          next[k] += rows * local[k];
        }
        all += rows;
      }
      for (int k = 0; k < INPUTS; k++) {
        theta[k] = next[k] / all;
      }
    }
    for (int k = 0; k < INPUTS; k++) {
      assertThat(cluster.parameters()[k]).isCloseTo((float) theta[k], within(1e-5f));
    }
  }

  /** FedAvg by hand: half of the partitions, drawn for each step, two passes over all rows. */
  @Test
  void fedAvgDrawsPartitionsAndPassesOverTheirRows() {
    TrainingPlan plan =
        plan(
            4 * 12,
            new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1, 0, 0.5f, 2),
            new CompressionDefinition.None());
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 2, 1);
    cluster.runCalmly();

    double[] theta = new double[INPUTS];
    for (int step = 0; step < 3; step++) {
      double[] next = new double[INPUTS];
      int drawn = 0;
      double all = 0;
      for (int p = 0; p < TRAIN.size(); p++) {
        if (plan.takesPart(p, step)) {
          drawn++;
          int[] first = BatchOrder.order(plan.seed(), p, 2 * step, ROWS.get(p));
          int[] second = BatchOrder.order(plan.seed(), p, 2 * step + 1, ROWS.get(p));
          double[] local = theta.clone();
          double[] velocity = new double[INPUTS];
          learn(p, first, 0, ROWS.get(p), local, velocity);
          learn(p, second, 0, ROWS.get(p), local, velocity);
          for (int k = 0; k < INPUTS; k++) {
            next[k] += ROWS.get(p) * local[k];
          }
          all += ROWS.get(p);
        }
      }
      assertThat(drawn).isEqualTo(2);
      for (int k = 0; k < INPUTS; k++) {
        theta[k] = next[k] / all;
      }
    }
    for (int k = 0; k < INPUTS; k++) {
      assertThat(cluster.parameters()[k]).isCloseTo((float) theta[k], within(1e-5f));
    }
  }

  /** D-PSGD by hand: each of four on a ring, the mean of three models less its own step. */
  @Test
  void gossipAveragesNeighboursAfterEveryBatch() {
    TrainingPlan plan =
        plan(
            4 * 12,
            new StrategyDefinition.Gossip(Topology.RING, 2),
            new CompressionDefinition.None());
    SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 3, 1);
    cluster.runWildly(200_000);

    double[][] models = new double[4][INPUTS];
    double[][] velocities = new double[4][INPUTS];
    for (int clock = 0; clock < 2 * plan.totalSteps(); clock++) {
      double[][] next = new double[4][INPUTS];
      for (int p = 0; p < 4; p++) {
        int step = clock / 2;
        int from = plan.batches().firstPosition(p, step) + clock % 2 * 12;
        int count = Math.min(12, plan.batches().rowsAt(p, step) - clock % 2 * 12);
        int[] order = BatchOrder.order(plan.seed(), p, plan.batches().epochOf(step), ROWS.get(p));
        double[] gradient = new double[INPUTS];
        for (int i = from; i < from + count; i++) {
          addGradient(TRAIN.get(p), order[i], models[p], gradient);
        }
        for (int k = 0; k < INPUTS; k++) {
          if (count > 0) {
            velocities[p][k] = 0.9 * velocities[p][k] + gradient[k] / count;
          }
          next[p][k] =
              (models[(p + 3) % 4][k] + models[p][k] + models[(p + 1) % 4][k]) / 3
                  - (count > 0 ? 0.02 * velocities[p][k] : 0);
        }
      }
      models = next;
    }
    for (int k = 0; k < INPUTS; k++) {
      double mean = (models[0][k] + models[1][k] + models[2][k] + models[3][k]) / 4;
      assertThat(cluster.parameters()[k]).isCloseTo((float) mean, within(1e-5f));
    }
  }

  /** More ahead than there are steps, more local steps than rows: a job of one step an epoch. */
  @Test
  void aStrategyMayBeLargerThanTheJob() {
    List<StrategyDefinition> strategies =
        List.of(
            new StrategyDefinition.Pipelined(16, 1),
            new StrategyDefinition.LocalSgd(100_000, StrategyDefinition.Outer.AVERAGE, 1, 0));
    for (StrategyDefinition strategy : strategies) {
      TrainingPlan plan = plan(4 * 23, strategy, new CompressionDefinition.Int8());
      String calm = calm(plan).runCalmly();
      SimulatedCluster wild = new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 3, 5);
      assertThat(wild.runWildly(200_000)).isEqualTo(calm);
      assertThat(wild.updates(start(plan))).hasSize(3 + 1);
    }
  }

  /** The model of a job that stopped early is the best one that it evaluated. */
  @ParameterizedTest
  @ValueSource(ints = {9, 10, 15})
  void aJobThatStopsEarlyGoesBackToItsBestParameters(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster = calm(plan);
    cluster.runCalmly();
    List<Update> updates = cluster.updates(start(plan));
    double best = Double.POSITIVE_INFINITY;
    int worse = 0;
    for (Update update : updates.subList(0, updates.size() - 1)) {
      if (update.summary().evaluation() != null) {
        worse = meanLoss(update) < best ? 0 : worse + 1;
        best = Math.min(best, meanLoss(update));
      }
    }
    assertThat(updates.size()).isLessThan((int) plan.batches().totalSteps());
    assertThat(worse).isEqualTo(2);
    assertThat(meanLoss(updates.getLast())).isEqualTo(best);
  }

  /** Heavy ball over the same batches by hand, as one partition alone would take them. */
  @Test
  void columnsInPlaceOfRowsGiveTheModelOfOnePartitionAlone() {
    TrainingPlan plan = PLANS.get(13);
    SimulatedCluster cluster = calm(plan);
    cluster.runCalmly();

    int rows = plan.batches().partitionRows().getFirst();
    double[] theta = new double[INPUTS];
    double[] velocity = new double[INPUTS];
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = BatchOrder.order(plan.seed(), 0, epoch, rows);
      for (int from = 0; from < rows; from += 18) {
        int to = Math.min(rows, from + 18);
        double[] gradient = new double[INPUTS];
        for (int i = from; i < to; i++) {
          addGradientOfAny(order[i], theta, gradient);
        }
        for (int k = 0; k < INPUTS; k++) {
          velocity[k] = 0.9 * velocity[k] + gradient[k] / (to - from);
          theta[k] -= 0.02 * velocity[k];
        }
      }
    }
    for (int k = 0; k < INPUTS; k++) {
      assertThat(cluster.parameters()[k]).isCloseTo((float) theta[k], within(1e-5f));
    }
  }

  /** The gradient of a row, counted through all partitions. */
  private static void addGradientOfAny(int row, double[] theta, double[] gradient) {
    int left = row;
    for (Examples part : TRAIN) {
      if (left >= 0 && left < part.rows()) {
        addGradient(part, left, theta, gradient);
      }
      left -= part.rows();
    }
  }

  private static double[] localTrajectory(
      double[] theta, TrainingPlan plan, int partition, long step) {
    int epoch = plan.batches().epochOf(step);
    int[] order = BatchOrder.order(plan.seed(), partition, epoch, ROWS.get(partition));
    int from = plan.batches().firstPosition(partition, step);
    double[] local = theta.clone();
    int to = from + plan.batches().rowsAt(partition, step);
    learn(partition, order, from, to, local, new double[INPUTS]);
    return local;
  }

  /** Local steps of twelve rows with heavy ball over {@code order[first .. to)}. */
  private static void learn(
      int partition, int[] order, int first, int to, double[] local, double[] velocity) {
    int from = first;
    while (from < to) {
      int count = Math.min(12, to - from);
      double[] gradient = new double[INPUTS];
      for (int i = from; i < from + count; i++) {
        addGradient(TRAIN.get(partition), order[i], local, gradient);
      }
      for (int k = 0; k < INPUTS; k++) {
        velocity[k] = 0.9 * velocity[k] + gradient[k] / count;
        local[k] -= 0.02 * velocity[k];
      }
      from += count;
    }
  }

  private static void addGradient(Examples examples, int row, double[] theta, double[] gradient) {
    double score = 0;
    for (int k = 0; k < INPUTS; k++) {
      score += theta[k] * examples.features()[row * INPUTS + k];
    }
    double slope = 2 * (score - examples.targets()[row]);
    for (int k = 0; k < INPUTS; k++) {
      gradient[k] += slope * examples.features()[row * INPUTS + k];
    }
  }

  private static double[] meanGradient(double[] theta) {
    double[] gradient = new double[INPUTS];
    int rows = 0;
    for (Examples examples : TRAIN) {
      for (int row = 0; row < examples.rows(); row++) {
        addGradient(examples, row, theta, gradient);
      }
      rows += examples.rows();
    }
    for (int k = 0; k < INPUTS; k++) {
      gradient[k] /= rows;
    }
    return gradient;
  }

  private static void assertEachRowOncePerEpoch(TrainingPlan plan, List<Update> updates) {
    for (Update update : updates.subList(0, updates.size() - 1)) {
      assertThat(update.summary().train().rows()).isEqualTo(plan.rowsAt(update.step()));
    }
    assertThat(evaluation(updates.getLast()).rows()).isEqualTo(6);
    boolean draws = !IntStream.range(0, 4).allMatch(p -> plan.takesPart(p, 0));
    if (draws || plan.earlyStopping() != null) {
      return;
    }
    long perEpoch = ROWS.stream().mapToLong(Integer::longValue).sum();
    long used = updates.stream().mapToLong(u -> u.summary().train().rows()).sum();
    assertThat(used).isEqualTo(perEpoch * 3 * plan.batches().phases());
    assertThat(updates).hasSize((int) plan.batches().totalSteps() + 1);
  }

  @Test
  void theSimulationReallyKillsAndMoves() {
    int deaths = 0;
    int movesForSpeed = 0;
    int goneOnWithout = 0;
    for (int seed = 0; seed < 20; seed++) {
      SimulatedCluster cluster =
          new SimulatedCluster(PLANS.getFirst(), start(PLANS.getFirst()), TRAIN, HOLDOUT, 3, seed);
      cluster.runWildly(200_000);
      deaths += cluster.deaths();
      movesForSpeed += cluster.movesForSpeed();
      goneOnWithout += cluster.goneOnWithout();
    }
    assertThat(deaths).isGreaterThan(20);
    assertThat(movesForSpeed).isGreaterThan(20);
    assertThat(goneOnWithout).isGreaterThan(20);
  }

  /** Without checkpoints that hold memories, the runs above would not show that they are right. */
  @Test
  void theSimulationReallyRestoresMemories() {
    assertThat(rememberedCheckpoints(PLANS.get(5))).isGreaterThan(20);
    assertThat(rememberedCheckpoints(PLANS.get(13))).isGreaterThan(20);
    assertThat(rememberedCheckpoints(PLANS.get(17))).isGreaterThan(20);
    assertThat(rememberedCheckpoints(PLANS.get(21))).isGreaterThan(20);
  }

  private static int rememberedCheckpoints(TrainingPlan plan) {
    int checkpoints = 0;
    for (int seed = 0; seed < 20; seed++) {
      SimulatedCluster cluster =
          new SimulatedCluster(plan, start(plan), train(plan), HOLDOUT, 3, seed);
      cluster.runWildly(200_000);
      checkpoints += cluster.rememberedCheckpoints();
    }
    return checkpoints;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 17, 20, 21, 22, 24})
  void theCalmRunLearns(int variant) {
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster = calm(plan);
    cluster.runCalmly();
    List<Update> updates = cluster.updates(start(plan));
    assertThat(meanLoss(updates.getLast())).isLessThan(0.7 * meanLoss(updates.getFirst()));
  }

  private static double meanLoss(Update update) {
    return (double) evaluation(update).sums()[0] / evaluation(update).rows();
  }

  private static MetricSums evaluation(Update update) {
    return Objects.requireNonNull(update.summary().evaluation());
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
