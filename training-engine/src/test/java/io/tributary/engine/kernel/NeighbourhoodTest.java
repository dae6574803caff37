package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Second derivatives and changes of the loss against differences of what the kernel had before. */
class NeighbourhoodTest {
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 37;

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"CLASSIFICATION", "REGRESSION"})
  void theHessianIsTheDifferenceOfGradients(Task task) {
    TrainingPlan plan = TestPlans.plan(task, TestPlans.linear(), 7, 3);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    float[] at = TestPlans.parameters(plan, 2);
    float[] direction = TestPlans.parameters(plan, 3);
    float step = 1e-2f;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      float[] ahead = gradient(kernel, rows, moved(at, direction, step));
      float[] behind = gradient(kernel, rows, moved(at, direction, -step));
      kernel.load(at);
      float[] product = new float[at.length];
      kernel.around(rows).hessianTimes(direction, product);
      for (int i = 0; i < at.length; i++) {
        assertThat(product[i])
            .as("entry %d", i)
            .isCloseTo((ahead[i] - behind[i]) / (2 * step), within(0.03f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"CLASSIFICATION", "REGRESSION"})
  void theGradientIsTheKernels(Task task) {
    TrainingPlan plan = TestPlans.plan(task, TestPlans.linear(), 7, 3);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    float[] at = TestPlans.parameters(plan, 2);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      float[] expected = gradient(kernel, rows, at);
      float[] actual = new float[at.length];
      kernel.around(rows).gradient(actual);
      for (int i = 0; i < at.length; i++) {
        assertThat(actual[i]).as("entry %d", i).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"CLASSIFICATION", "REGRESSION"})
  void lossChangesAreDifferencesOfLosses(Task task) {
    TrainingPlan plan = TestPlans.plan(task, TestPlans.linear(), 7, 3);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    float[] at = TestPlans.parameters(plan, 2);
    float[] direction = TestPlans.parameters(plan, 3);
    double[] changes = new double[2];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(at);
      Neighbourhood around = kernel.around(rows);
      around.lossChanges(direction, new double[] {1, 0.25}, changes);
      double here = loss(around);
      kernel.load(moved(at, direction, -1));
      assertThat(changes[0]).isCloseTo(loss(kernel.around(rows)) - here, within(1e-3));
      kernel.load(moved(at, direction, -0.25f));
      assertThat(changes[1]).isCloseTo(loss(kernel.around(rows)) - here, within(1e-3));
    }
  }

  /** What a line search near the optimum sees: far below the resolution of the loss in float32. */
  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"CLASSIFICATION", "REGRESSION"})
  void tinyChangesKeepTheirDigits(Task task) {
    TrainingPlan plan = TestPlans.plan(task, TestPlans.linear(), 7, 3);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    float[] direction = TestPlans.parameters(plan, 3);
    double length = 0x1p-40;
    double[] changes = new double[1];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      float[] slope = gradient(kernel, rows, TestPlans.parameters(plan, 2));
      kernel.around(rows).lossChanges(direction, new double[] {length}, changes);
      double promised =
          -length
              * IntStream.range(0, slope.length)
                  .mapToDouble(i -> (double) slope[i] * direction[i])
                  .sum();
      assertThat(changes[0] / promised).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void sumsAreThoseOfAnEvaluation() {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 7, 3);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 2));
      assertThat(kernel.around(rows).sums().sums()).isEqualTo(kernel.evaluate(rows).sums());
    }
  }

  @Test
  void networksHaveNone() {
    TrainingPlan plan = TestPlans.plan(Task.REGRESSION, TestPlans.mlp(Activation.TANH, 4), 7, 3);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      assertThatThrownBy(() -> kernel.around(TestPlans.examples(plan, 3, 1)))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  private static double loss(Neighbourhood around) {
    long[] sums = around.sums().sums();
    return sums[0] * 0x1p20 + sums[1] * 0x1p-20;
  }

  private static float[] gradient(GradientKernel kernel, Examples rows, float[] at) {
    float[] gradient = new float[at.length];
    kernel.load(at);
    kernel.gradient(rows, IntStream.range(0, rows.rows()).toArray(), 0, rows.rows(), gradient);
    return gradient;
  }

  private static float[] moved(float[] at, float[] direction, float length) {
    float[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] += length * direction[i];
    }
    return moved;
  }
}
