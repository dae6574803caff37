package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise one under a deterministic simulation: whatever is delayed, doubled, lost or killed, the
 * ledger folds into the bits of the undisturbed run. Not covered here: real clocks, real brokers,
 * the database (see the fault tests of standalone).
 */
class TrainingClusterSimulationTest {
  private static final int INPUTS = 5;
  private static final List<Integer> ROWS = List.of(23, 22, 22, 7);
  private static final List<Examples> TRAIN = examples(ROWS, 1);
  private static final List<Examples> HOLDOUT = examples(List.of(3, 0, 2, 1), 2);
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          new JobId(new UUID(7, 7)),
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Momentum(0.02f, 0.9f),
          new Preprocessing(
              IntStream.range(0, INPUTS)
                  .<FeatureTransform>mapToObj(
                      i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                  .toList(),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(ROWS, 18, 3),
          42,
          4);
  private static final String CALM = calm().runCalmly();

  private static TrainingState start() {
    return TrainingState.initial(new float[INPUTS], 1);
  }

  private static SimulatedCluster calm() {
    return new SimulatedCluster(PLAN, start(), TRAIN, HOLDOUT, 1, 0);
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyFaultsGiveTheSameBits(int seed) {
    SimulatedCluster cluster =
        new SimulatedCluster(PLAN, start(), TRAIN, HOLDOUT, 1 + seed % 5, seed);
    assertThat(cluster.runWildly(200_000)).isEqualTo(CALM);
    assertThat(cluster.digestFromLedger(start())).isEqualTo(CALM);
    assertEachRowOncePerEpoch(cluster.updates(start()));
  }

  private static void assertEachRowOncePerEpoch(List<Update> updates) {
    long perEpoch = ROWS.stream().mapToLong(Integer::longValue).sum();
    long used = updates.stream().mapToLong(u -> u.summary().train().rows()).sum();
    assertThat(used).isEqualTo(perEpoch * PLAN.batches().epochs());
    assertThat(updates).hasSize((int) PLAN.batches().totalSteps() + 1);
    assertThat(evaluation(updates.getLast()).rows()).isEqualTo(6);
  }

  @Test
  void theSimulationReallyKills() {
    int deaths = 0;
    for (int seed = 0; seed < 20; seed++) {
      SimulatedCluster cluster = new SimulatedCluster(PLAN, start(), TRAIN, HOLDOUT, 3, seed);
      cluster.runWildly(200_000);
      deaths += cluster.deaths();
    }
    assertThat(deaths).isGreaterThan(20);
  }

  @Test
  void theCalmRunLearns() {
    SimulatedCluster cluster = calm();
    cluster.runCalmly();
    List<Update> updates = cluster.updates(start());
    assertThat(meanLoss(updates.getLast())).isLessThan(0.2 * meanLoss(updates.getFirst()));
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
