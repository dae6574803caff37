package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.ModelDefinition.Solver;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.unsupervised.Fitting;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise one for models that learn without labels: {@link TrainingClusterSimulationTest}'s faults.
 */
class UnsupervisedSimulationTest {
  private static final int INPUTS = 5;
  private static final List<Integer> ROWS = List.of(23, 22, 22, 7);
  private static final List<Examples> TRAIN = examples(ROWS, 1);
  private static final List<Examples> HOLDOUT = examples(List.of(3, 0, 2, 1), 2);
  private static final BatchPlan ALL_ROWS = BatchPlan.allRows(ROWS, 6, 1);
  private static final List<TrainingPlan> PLANS =
      List.of(
          plan(new ModelDefinition.KMeans(3), ALL_ROWS, null),
          plan(new ModelDefinition.KMeans(4), new BatchPlan(ROWS, 18, 3), null),
          plan(new ModelDefinition.KMeans(5), ALL_ROWS, new EarlyStopping("inertia", 1, 0)),
          plan(new ModelDefinition.Pca(2, Solver.COVARIANCE), BatchPlan.allRows(ROWS, 1, 1), null),
          plan(new ModelDefinition.Pca(2, Solver.ITERATIONS), ALL_ROWS, null),
          plan(new ModelDefinition.GaussianMixture(3, Covariance.DIAGONAL, 1e-3f), ALL_ROWS, null),
          plan(new ModelDefinition.GaussianMixture(2, Covariance.FULL, 1e-3f), ALL_ROWS, null));
  private static final List<String> CALM =
      PLANS.stream()
          .map(plan -> new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 1, 0).runCalmly())
          .toList();

  private static TrainingPlan plan(
      ModelDefinition.Unsupervised model, BatchPlan batches, @Nullable EarlyStopping stopping) {
    return new TrainingPlan(
        new JobId(new UUID(7, 8)),
        model instanceof ModelDefinition.Pca ? Task.EMBEDDING : Task.CLUSTERING,
        model,
        new OptimizerDefinition.Statistics(),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            IntStream.range(0, INPUTS)
                .<FeatureTransform>mapToObj(i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                .toList(),
            new TargetTransform.None(model.outputs())),
        batches.after(Fitting.startSteps(model)),
        42,
        1,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None(),
        stopping);
  }

  private static List<Examples> examples(List<Integer> rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return rows.stream()
        .map(
            count -> {
              float[] features = new float[count * INPUTS];
              for (int i = 0; i < features.length; i++) {
                int group = (i / INPUTS) % 3;
                features[i] = (float) (random.nextGaussian() + (i % INPUTS == group ? 4 : 0));
              }
              return new Examples(count, INPUTS, features, new float[count]);
            })
        .toList();
  }

  private static TrainingState start(TrainingPlan plan) {
    return TrainingState.initial(new float[Fitting.of(plan).parameters()], plan);
  }

  static IntStream seeds() {
    return IntStream.range(0, 280);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyFaultsGiveTheSameBits(int seed) {
    int variant = seed % PLANS.size();
    TrainingPlan plan = PLANS.get(variant);
    SimulatedCluster cluster =
        new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 1 + seed % 5, seed);
    assertThat(cluster.runWildly(200_000)).isEqualTo(CALM.get(variant));
    assertThat(cluster.digestFromLedger(start(plan))).isEqualTo(CALM.get(variant));
    assertEachRowOncePerEpoch(plan, cluster.updates(start(plan)));
  }

  private static void assertEachRowOncePerEpoch(TrainingPlan plan, List<Update> updates) {
    long[] rows = new long[plan.batches().epochs()];
    for (Update update : updates) {
      if (update.changesParameters()) {
        rows[plan.epochOf(update.step())] += update.summary().train().rows();
      }
    }
    long all = ROWS.stream().mapToInt(Integer::intValue).sum();
    boolean stops = plan.earlyStopping() != null;
    for (long ofEpoch : rows) {
      assertThat(ofEpoch).isIn(stops ? List.of(all, 0L) : List.of(all));
    }
  }

  @Test
  void nothingIsEvaluatedBeforeThereIsAModel() {
    for (TrainingPlan plan : PLANS) {
      SimulatedCluster cluster = new SimulatedCluster(plan, start(plan), TRAIN, HOLDOUT, 2, 3);
      cluster.runCalmly();
      for (Update update : cluster.updates(start(plan))) {
        assertThat(update.summary().evaluation() != null)
            .isEqualTo(update.step() >= plan.batches().startSteps());
      }
    }
  }

  @Test
  void everyVariantHasItsOwnModel() {
    assertThat(CALM).doesNotHaveDuplicates();
  }
}
