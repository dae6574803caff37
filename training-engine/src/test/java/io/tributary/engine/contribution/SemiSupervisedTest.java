package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two clouds of which few rows have a label, and these mislead; several agents. */
class SemiSupervisedTest {
  private static final int ROWS = 150;
  private static final int PARTITIONS = 3;
  private static final int LABELS = 2;

  /** How far beside their clouds the labelled rows lie: as if that told the clouds apart. */
  private static final double MISLED = 1.5;

  private static TrainingPlan plan(SemiSupervised semi, StrategyDefinition strategy, int epochs) {
    return new TrainingPlan(
            new JobId(new UUID(3, 3)),
            Task.CLASSIFICATION,
            new ModelDefinition.Mlp(List.of(8), Activation.TANH, true, Initial.RANDOM),
            new OptimizerDefinition.Adam(0.02f, 0.9f, 0.999f, 1e-8f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(new FeatureTransform.ScaleBytes("x", 2)),
                new TargetTransform.Classes("y", List.of("no", "yes"))),
            new BatchPlan(List.of(ROWS, ROWS, ROWS), 90, epochs, strategy.localBatches()),
            42,
            1_000_000,
            strategy,
            new CompressionDefinition.None())
        .with(semi);
  }

  private static SemiSupervised semi(float weight, SemiSupervised.@Nullable Views views) {
    int labels = PARTITIONS * LABELS;
    return new SemiSupervised(labels, PARTITIONS * ROWS - labels, weight, 0.9f, 0.7f, 2, views);
  }

  /** The first rows of each partition have a label, alternately of either cloud. */
  private static List<PartitionRows> partitions(boolean allLabels) {
    Random random = new Random(8);
    Examples none = new Examples(0, 2, new float[0], new float[0]);
    List<PartitionRows> parts = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      float[] values = new float[ROWS * 2];
      float[] targets = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        int cloud = row % 2;
        int side = cloud == 0 ? -1 : 1;
        double beside = 0.5 * random.nextGaussian();
        values[2 * row] = (float) (row < LABELS ? -side * MISLED : beside);
        values[2 * row + 1] = (float) (0.5 * random.nextGaussian() + side);
        targets[row] = allLabels || row < LABELS ? cloud : Float.NaN;
      }
      parts.add(new PartitionRows(p, new Examples(ROWS, 2, values, targets), none));
    }
    return parts;
  }

  private static double accuracy(TrainingPlan plan, float[] parameters) {
    int right = 0;
    for (PartitionRows partition : partitions(true)) {
      InputRows rows = partition.train().inputRows();
      int[] classes = new ForwardPass(plan, parameters).classes(rows);
      for (int row = 0; row < ROWS; row++) {
        right += classes[row] == partition.train().targets()[row] ? 1 : 0;
      }
    }
    return right / (double) (PARTITIONS * ROWS);
  }

  static Stream<SemiSupervised> kinds() {
    return Stream.of(semi(1, null), semi(1, new SemiSupervised.Views(0.3f, 0.1f, 0)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rowsWithoutALabelTellWhereTheCloudsAre(SemiSupervised kind) {
    TrainingPlan plan = plan(kind, new StrategyDefinition.Synchronous(), 60);
    TrainingPlan alone = plan(semi(0, null), new StrategyDefinition.Synchronous(), 60);
    try (SharedJob with = new SharedJob(plan, partitions(false), 2);
        SharedJob without = new SharedJob(alone, partitions(false), 2)) {
      double supervised = accuracy(alone, without.run());
      double semiSupervised = accuracy(plan, with.run());
      assertThat(semiSupervised).isGreaterThan(supervised + 0.05).isGreaterThan(0.97);
    }
  }

  static Stream<StrategyDefinition> strategies() {
    return Stream.of(
        new StrategyDefinition.Synchronous(),
        new StrategyDefinition.Pipelined(1, 0),
        new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1f, 0f, 1f, 1));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void anyNumberOfAgentsEndsInTheSameBits(StrategyDefinition strategy) {
    TrainingPlan plan = plan(semi(1, new SemiSupervised.Views(0.3f, 0.1f, 0)), strategy, 5);
    List<float[]> ends = new ArrayList<>();
    for (int agents = 1; agents <= PARTITIONS; agents++) {
      try (SharedJob job = new SharedJob(plan, partitions(false), agents)) {
        ends.add(job.run().clone());
      }
    }
    assertThat(ends.get(1)).containsExactly(ends.get(0));
    assertThat(ends.get(2)).containsExactly(ends.get(0));
  }
}
