package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingKernelTest {
  private static final int USERS = 3;

  private static TrainingPlan plan(int items, int factors, int negatives) {
    return new TrainingPlan(
            JobId.of("00000000-0000-0000-0000-000000000001"),
            Task.RECOMMENDATION,
            new ModelDefinition.FactorizationMachine(factors, true, Initial.RANDOM),
            new OptimizerDefinition.Sgd(0.1f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(
                    new FeatureTransform.Entity("user", names(USERS), false),
                    new FeatureTransform.Entity("item", names(items), false)),
                new TargetTransform.None(1)),
            new BatchPlan(List.of(100), 10, 1),
            42,
            10,
            new StrategyDefinition.Synchronous(),
            new CompressionDefinition.None())
        .with(new LossDefinition.Pairwise(negatives));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  /**
   * @param pairs user and item by row; -1 for one that is not known
   */
  private static Examples rows(TrainingPlan plan, int[]... pairs) {
    int[] offsets = new int[pairs.length + 1];
    int[] places = new int[2 * pairs.length];
    for (int row = 0; row < pairs.length; row++) {
      int at = offsets[row];
      if (pairs[row][0] >= 0) {
        places[at++] = pairs[row][0];
      }
      if (pairs[row][1] >= 0) {
        places[at++] = USERS + pairs[row][1];
      }
      offsets[row + 1] = at;
    }
    int count = offsets[pairs.length];
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return new Examples(
        new InputRows.Sparse(
            plan.preprocessing().inputs(), offsets, Arrays.copyOf(places, count), ones),
        new float[pairs.length]);
  }

  private static Map<String, Double> metrics(TrainingPlan plan, MetricSums sums) {
    return MetricLayout.of(plan).metrics(sums);
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    TrainingPlan plan = plan(6, 2, 3);
    Examples rows =
        rows(plan, new int[] {0, 1}, new int[] {2, 5}, new int[] {-1, 3}, new int[] {1, -1});
    Examples weighed = new Examples(rows.inputRows(), rows.targets(), new float[] {1, 2.5f, 1, 1});
    int[] order = {3, 1, 0, 2};
    float[] parameters = TestPlans.parameters(plan, 2);
    float[] gradient = new float[parameters.length];
    double epsilon = 1e-2;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.draw(7);
      kernel.load(parameters);
      kernel.gradient(weighed, order, 0, 4, gradient);
      for (int i = 0; i < parameters.length; i++) {
        double slope =
            (loss(kernel, plan, weighed, order, moved(parameters, i, epsilon))
                    - loss(kernel, plan, weighed, order, moved(parameters, i, -epsilon)))
                / (2 * epsilon);
        assertThat((double) gradient[i]).as("parameter " + i).isCloseTo(slope, within(1e-3));
      }
    }
    assertThat(gradient).contains(0f);
    assertThat(sumOfSquares(gradient)).isGreaterThan(0.1);
  }

  private static double loss(
      GradientKernel kernel, TrainingPlan plan, Examples rows, int[] order, float[] parameters) {
    kernel.load(parameters);
    MetricSums sums = kernel.gradient(rows, order, 0, 4, new float[parameters.length]);
    return Objects.requireNonNull(metrics(plan, sums).get("loss")) * 4;
  }

  private static float[] moved(float[] parameters, int at, double by) {
    float[] moved = parameters.clone();
    moved[at] += (float) by;
    return moved;
  }

  private static double sumOfSquares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void whatAUserHasIsNeverTheWorseChoice() {
    TrainingPlan plan = plan(3, 1, 8);
    // Items 0 and 1 are user 0's: only item 2 is left to compare with.
    Examples rows = rows(plan, new int[] {0, 0}, new int[] {0, 1});
    float[] gradient = new float[FactorShape.of(plan).parameterCount()];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      for (long key = 0; key < 20; key++) {
        kernel.draw(key);
        kernel.load(TestPlans.parameters(plan, key));
        kernel.gradient(rows, new int[] {0, 1}, 0, 1, gradient);
        assertThat(gradient[USERS]).isNegative();
        assertThat(gradient[USERS + 1]).isZero();
        assertThat(gradient[USERS + 2]).isPositive();
      }
    }
  }

  @Test
  void comparisonsFollowTheKey() {
    TrainingPlan plan = plan(50, 1, 1);
    Examples rows = rows(plan, new int[] {0, 0});
    float[] first = new float[FactorShape.of(plan).parameterCount()];
    float[] again = first.clone();
    float[] other = first.clone();
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 1));
      for (float[] target : List.of(first, again, other)) {
        kernel.draw(target == other ? 2 : 1);
        kernel.gradient(rows, new int[] {0}, 0, 1, target);
      }
    }
    assertThat(again).containsExactly(first);
    assertThat(other).isNotEqualTo(first);
  }

  /** 60 items in the order of their number, without factors: item 0 is everybody's first. */
  @Test
  void recallAndGainAreThoseByHand() {
    int items = 60;
    TrainingPlan plan = plan(items, 1, 1);
    float[] parameters = new float[FactorShape.of(plan).parameterCount()];
    for (int item = 0; item < items; item++) {
      parameters[USERS + item] = -item;
    }
    // User 0 has 0 and 1, so its list is 2, 3, ...: its choices come first and 11th, and last.
    Examples trained = rows(plan, new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 7});
    Examples held =
        rows(
            plan,
            new int[] {0, 2},
            new int[] {0, 12},
            new int[] {0, 12},
            new int[] {0, 59},
            // User 1 has 7 already: that is no choice to find; 1 comes second.
            new int[] {1, 7},
            new int[] {1, 1},
            // User 2 had only what it has: nobody to count.
            new int[] {2, -1});
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      Map<String, Double> metrics = metrics(plan, kernel.evaluate(held, trained));
      assertThat(metrics.get("recallAt10")).isCloseTo((1 / 3.0 + 1) / 2, within(1e-6));
      assertThat(metrics.get("recallAt50")).isCloseTo((2 / 3.0 + 1) / 2, within(1e-6));
      double best = 1 + 1 / log2(3) + 1 / log2(4);
      assertThat(metrics.get("ndcgAt10")).isCloseTo((1 / best + 1 / log2(3)) / 2, within(1e-6));
    }
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void evaluationsDrawTheSameEachTime() {
    TrainingPlan plan = plan(20, 2, 2);
    Examples held = rows(plan, new int[] {0, 2}, new int[] {1, 12});
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 3));
      MetricSums first = kernel.evaluate(held);
      kernel.draw(99);
      assertThat(kernel.evaluate(held)).usingRecursiveComparison().isEqualTo(first);
    }
  }
}
