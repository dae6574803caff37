package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel through ND4J's own operations, on ND4J's back end for CPUs, against definitions and
 * against the kernel through BLAS. Not covered here: a GPU.
 */
class ArrayKernelTest {
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 37;

  static List<Arguments> everyModelAndTask() {
    return GradientKernelTest.everyModelAndTask();
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void gradientsAreThoseOfTheDefinitions(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 5, 3);
    Examples examples = TestPlans.examples(plan, 20, 1);
    float[] parameters = TestPlans.parameters(plan, 2);
    int[] order = {3, 19, 0, 7, 7, 12, 5, 18, 1};
    double[] expected = new ReferenceNetwork(plan).gradient(parameters, examples, order, 2, 6);
    float[] gradient = new float[parameters.length];
    try (GradientKernel kernel = new DenseKernel(plan, MatrixMemory.ARRAYS)) {
      kernel.load(parameters);
      kernel.gradient(examples, order, 2, 6, gradient);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) gradient[i]).as("entry %d", i).isCloseTo(expected[i], within(1e-3));
      }
    }
  }

  /** Over several calls, and more than one block of rows: what was transferred must not linger. */
  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void itAgreesWithBlas(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 7, 4);
    int[] order = IntStream.range(0, ROWS).toArray();
    try (GradientKernel arrays = new DenseKernel(plan, MatrixMemory.ARRAYS);
        GradientKernel blas = new DenseKernel(plan, MatrixMemory.NATIVE)) {
      for (int round = 0; round < 3; round++) {
        Examples examples = TestPlans.examples(plan, ROWS, round);
        float[] parameters = TestPlans.parameters(plan, 10 + round);
        arrays.load(parameters);
        blas.load(parameters);
        int count = round == 1 ? 5 : ROWS;
        float[] one = new float[parameters.length];
        float[] other = new float[parameters.length];
        MetricSums first = arrays.gradient(examples, order, 0, count, one);
        MetricSums second = blas.gradient(examples, order, 0, count, other);
        assertThat(first.rows()).isEqualTo(second.rows());
        assertClose(one, other, count);
        assertThat(arrays.evaluate(examples).rows()).isEqualTo(ROWS);
        assertThat((double) arrays.evaluate(examples).sums()[0])
            .isCloseTo((double) blas.evaluate(examples).sums()[0], within(ROWS * 16.0));
      }
    }
  }

  @Test
  void secondDerivativesAgreeWithBlas() {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 7, 4);
    Examples examples = TestPlans.examples(plan, ROWS, 1);
    float[] direction = TestPlans.parameters(plan, 3);
    float[] one = new float[direction.length];
    float[] other = new float[direction.length];
    try (GradientKernel arrays = new DenseKernel(plan, MatrixMemory.ARRAYS);
        GradientKernel blas = new DenseKernel(plan, MatrixMemory.NATIVE)) {
      arrays.load(TestPlans.parameters(plan, 2));
      blas.load(TestPlans.parameters(plan, 2));
      arrays.around(examples).hessianTimes(direction, one);
      blas.around(examples).hessianTimes(direction, other);
      assertClose(one, other, ROWS);
    }
  }

  @Test
  void sameRowsSameBits() {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 7, 4);
    Examples examples = TestPlans.examples(plan, ROWS, 1);
    int[] order = IntStream.range(0, ROWS).toArray();
    float[] one = new float[InitialParameters.count(plan)];
    float[] other = new float[one.length];
    for (float[] gradient : List.of(one, other)) {
      try (GradientKernel arrays = new DenseKernel(plan, MatrixMemory.ARRAYS)) {
        arrays.load(TestPlans.parameters(plan, 2));
        arrays.gradient(examples, order, 0, ROWS, gradient);
      }
    }
    assertThat(one).containsExactly(other);
  }

  /** Puts with a gap between them leave what is in the gap. */
  @Test
  void aPutChangesNothingElse() {
    try (Floats floats = new ArrayFloats(6)) {
      floats.put(0, new float[] {1, 2, 3, 4, 5, 6}, 0, 6);
      floats.from(3).product(false, false, 1, 1, 1, one(3), one(4), 0);
      floats.put(5, new float[] {9}, 0, 1);
      floats.put(1, new float[] {8, 7}, 0, 2);
      float[] values = new float[6];
      floats.get(0, values, 6);
      assertThat(values).containsExactly(1, 8, 7, 12, 5, 9);
    }
  }

  private static Floats.Matrix one(float value) {
    Floats floats = new ArrayFloats(1);
    floats.put(0, new float[] {value}, 0, 1);
    return floats.from(0);
  }

  private static void assertClose(float[] actual, float[] expected, int rows) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("entry %d", i).isCloseTo(expected[i], within(1e-5f * rows));
    }
  }
}
