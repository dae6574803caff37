package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.JobId;
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
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The faults of {@link SimulatedCluster} where a vector has several chunks, so that sums are made
 * by workers, in any order and on several threads: the bits of one chunk after the other.
 */
class LargeModelSimulationTest {
  private static final int INPUTS = 2 * ChunkLayout.CHUNK_VALUES + 5;
  private static final List<Integer> ROWS = List.of(3, 2, 2);
  private static final List<Examples> TRAIN = examples(ROWS, 1);
  private static final List<Examples> HOLDOUT = examples(List.of(1, 0, 1), 2);
  private static final TrainingPlan PLAN = plan();

  private static String wild(int agents, int seed, ChunkWorkers workers) {
    TrainingState start = TrainingState.initial(new float[INPUTS], PLAN);
    return new SimulatedCluster(
            PLAN, start, TRAIN, HOLDOUT, agents, seed, workers, LevelChooser.NEVER)
        .runWildly(20_000);
  }

  @Test
  void workersInAnyOrderGiveTheSameBits() {
    String calm = calm();
    for (int seed = 0; seed < 12; seed++) {
      assertThat(wild(1 + seed % 3, seed, shuffled(new Random(seed)))).isEqualTo(calm);
    }
  }

  @Test
  void workersOnThreadsGiveTheSameBits() {
    String calm = calm();
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      for (int seed = 100; seed < 106; seed++) {
        assertThat(wild(3, seed, ChunkWorkers.on(executor))).isEqualTo(calm);
      }
    }
  }

  private static String calm() {
    TrainingState start = TrainingState.initial(new float[INPUTS], PLAN);
    return new SimulatedCluster(PLAN, start, TRAIN, HOLDOUT, 1, 0).runCalmly();
  }

  private static ChunkWorkers shuffled(Random random) {
    return (chunks, work) -> {
      List<Integer> order = new ArrayList<>(IntStream.range(0, chunks).boxed().toList());
      Collections.shuffle(order, random);
      order.forEach(work::accept);
    };
  }

  private static TrainingPlan plan() {
    return new TrainingPlan(
        new JobId(new UUID(7, 9)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        new OptimizerDefinition.Momentum(1e-6f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            IntStream.range(0, INPUTS)
                .<FeatureTransform>mapToObj(i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                .toList(),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(ROWS, 4, 3),
        42,
        4,
        new StrategyDefinition.Pipelined(1, 0),
        new CompressionDefinition.None());
  }

  private static List<Examples> examples(List<Integer> rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Examples> partitions = new ArrayList<>();
    for (int count : rows) {
      float[] features = new float[count * INPUTS];
      for (int i = 0; i < features.length; i++) {
        features[i] = (float) random.nextDouble(-1, 1);
      }
      float[] targets = new float[count];
      for (int row = 0; row < count; row++) {
        targets[row] = (float) random.nextDouble(-1, 1);
      }
      partitions.add(new Examples(count, INPUTS, features, targets));
    }
    return partitions;
  }
}
