package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gradient descent on a strongly convex problem with a solution by Newton's method in float64: what
 * a level keeps back arrives later, at whatever level, so that every choice ends at the optimum.
 */
class AdaptiveCompressionTest {
  private static final int STEPS = 3_000;
  private static final ConvexProblem PROBLEM =
      new ConvexProblem(Task.CLASSIFICATION, 6, 3, 0.1f, List.of(60, 50, 40), 5);

  private static TrainingPlan plan(List<CompressionLevel> levels) {
    TrainingPlan like = PROBLEM.plan(new OptimizerDefinition.Sgd(0.05f), PROBLEM.partitions);
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
        new CompressionDefinition.Adaptive(levels));
  }

  private static List<PartitionRows> rows() {
    List<PartitionRows> rows = new ArrayList<>();
    for (Examples part : PROBLEM.partitions) {
      Examples nothing = new Examples(0, PROBLEM.inputs, new float[0], new float[0]);
      rows.add(new PartitionRows(rows.size(), part, nothing));
    }
    return rows;
  }

  private static double gap(SharedJob job) {
    double best = PROBLEM.objective(PROBLEM.solution());
    for (int step = 0; step < STEPS; step++) {
      job.step();
    }
    return (PROBLEM.objective(job.parameters()) - best) / best;
  }

  @ParameterizedTest
  @EnumSource(CompressionLevel.class)
  void everyLevelFindsTheOptimum(CompressionLevel level) {
    try (SharedJob job = new SharedJob(plan(List.of(level)), rows(), 2)) {
      assertThat(gap(job)).isLessThan(level.share() == 1 ? 1e-6 : 1e-3);
    }
  }

  /** Up and down all the time; the last steps are fine, so nothing that was kept may be missing. */
  @Test
  void levelsThatChangeFindTheOptimum() {
    List<CompressionLevel> levels = List.of(CompressionLevel.values());
    try (SharedJob job =
        new SharedJob(
            plan(levels),
            rows(),
            2,
            step -> {
              CompressionLevel level =
                  step > STEPS - 500 ? levels.getFirst() : levels.get((int) (step / 7 % 5));
              return new LevelChoice(
                  level,
                  level,
                  LevelChoice.Reason.MEASURE,
                  new LevelChoice.Measures(1, 1, 1, 1, 1, 1, 1));
            })) {
      assertThat(gap(job)).isLessThan(1e-6);
      assertThat(job.contributionBytes().get(33))
          .as("step 34 at another level than step 1")
          .isLessThan(job.contributionBytes().get(3) * 3 / 4);
    }
  }
}
