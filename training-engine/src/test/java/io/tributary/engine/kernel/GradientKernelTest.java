package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Uncovered: bits on CPUs of another BLAS kernel type; they differ, by design. */
class GradientKernelTest {

  static List<Arguments> everyModelAndTask() {
    List<Arguments> cases = new ArrayList<>();
    for (Task task : List.of(Task.CLASSIFICATION, Task.REGRESSION)) {
      cases.add(Arguments.of(task, TestPlans.linear()));
      cases.add(Arguments.of(task, new ModelDefinition.Linear(false, Initial.ZEROS)));
      for (Activation activation : Activation.values()) {
        cases.add(Arguments.of(task, TestPlans.mlp(activation, 6)));
        cases.add(Arguments.of(task, TestPlans.mlp(activation, 7, 1, 4)));
        cases.add(
            Arguments.of(
                task, new ModelDefinition.Mlp(List.of(5), activation, false, Initial.RANDOM)));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void gradientsAndLossesAreThoseOfTheDefinitions(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 5, 3);
    Examples examples = TestPlans.examples(plan, 20, 1);
    float[] parameters = TestPlans.parameters(plan, 2);
    int[] order = {3, 19, 0, 7, 7, 12, 5, 18, 1};
    ReferenceNetwork reference = new ReferenceNetwork(plan);
    double[] expected = reference.gradient(parameters, examples, order, 2, 6);
    float[] gradient = new float[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      MetricSums sums = kernel.gradient(examples, order, 2, 6, gradient);

      assertThat(sums.rows()).isEqualTo(6);
      double loss = reference.loss(widen(parameters), examples, order, 2, 6) / 6;
      assertThat(layout(plan).metrics(sums).get("loss")).isCloseTo(loss, within(1e-5));
    }

    assertThat(widen(gradient)).containsExactly(expected, within(2e-5));
  }

  @Test
  void oneWeightGivesTheGradientByHand() {
    TrainingPlan plan =
        TestPlans.plan(Task.REGRESSION, new ModelDefinition.Linear(false, Initial.ONES), 1, 1);
    Examples examples = new Examples(2, 1, new float[] {2, 3}, new float[] {2, 3});
    float[] gradient = new float[1];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(new float[] {1.5f});
      kernel.gradient(examples, new int[] {0, 1}, 0, 2, gradient);
    }

    // d/dtheta of (theta x - x)^2 is 2 (theta x - x) x: 2 * 1 * 2 + 2 * 1.5 * 3.
    assertThat(gradient).containsExactly(13f);
  }

  @Test
  void noRowsGiveZerosWhateverCameBefore() {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 4, 3);
    Examples examples = TestPlans.examples(plan, 8, 1);
    float[] gradient = new float[InitialParameters.count(plan)];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 1));
      kernel.gradient(examples, TestPlans.naturalOrder(8), 0, 8, gradient);
      MetricSums sums = kernel.gradient(examples, TestPlans.naturalOrder(8), 8, 0, gradient);

      assertThat(sums).usingRecursiveComparison().isEqualTo(layout(plan).zero());
    }

    assertThat(gradient).containsOnly(0f);
  }

  /** Tolerance: float32 sums of 1500 rows, regrouped; entries here are up to about 200. */
  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void unequalPartitionsAddUpToTheJoinedBatch(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 9, 4);
    int rows = 2 * DenseKernel.BLOCK_ROWS + 476;
    Examples examples = TestPlans.examples(plan, rows, 3);
    float[] parameters = TestPlans.parameters(plan, 4);
    int[] order = TestPlans.naturalOrder(rows);
    float[] joined = new float[parameters.length];
    double[] added = new double[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.gradient(examples, order, 0, rows, joined);
      int from = 0;
      for (int count : new int[] {700, 1, 512, 256, 31}) {
        float[] part = new float[parameters.length];
        kernel.gradient(examples, order, from, count, part);
        for (int i = 0; i < part.length; i++) {
          added[i] += part[i];
        }
        from += count;
      }
      assertThat(from).isEqualTo(rows);
    }

    assertThat(widen(joined)).containsExactly(added, within(5e-3));
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void otherBatchesBeforeDoNotChangeABit(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 33, 4);
    Examples examples = TestPlans.examples(plan, 700, 5);
    Examples others = TestPlans.examples(plan, 650, 6);
    float[] parameters = TestPlans.parameters(plan, 7);
    int[] order = TestPlans.naturalOrder(700);
    float[] alone = new float[parameters.length];
    float[] after = new float[parameters.length];

    MetricSums aloneSums;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      aloneSums = kernel.gradient(examples, order, 13, 129, alone);
    }
    MetricSums afterSums;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 8));
      kernel.gradient(others, order, 0, 650, after);
      kernel.load(parameters);
      kernel.gradient(others, order, 600, 3, after);
      kernel.evaluate(others);
      afterSums = kernel.gradient(examples, order, 13, 129, after);
    }

    assertThat(after).isEqualTo(alone);
    assertThat(afterSums).usingRecursiveComparison().isEqualTo(aloneSums);
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void evaluationMeetsEveryRowOnce(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 5, 3);
    Examples examples = TestPlans.examples(plan, DenseKernel.BLOCK_ROWS + 100, 9);
    float[] parameters = TestPlans.parameters(plan, 10);
    int[] order = TestPlans.naturalOrder(examples.rows());

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      MetricSums evaluated = kernel.evaluate(examples);
      MetricSums trained =
          kernel.gradient(examples, order, 0, examples.rows(), new float[parameters.length]);

      assertThat(evaluated).usingRecursiveComparison().ignoringFields("scores").isEqualTo(trained);
      assertThat(evaluated.rows()).isEqualTo(examples.rows());
    }
  }

  @Test
  void parametersThatDivergedAreReportedAsNotFinite() {
    TrainingPlan plan =
        TestPlans.plan(Task.CLASSIFICATION, TestPlans.mlp(Activation.RELU, 6), 5, 3);
    Examples examples = TestPlans.examples(plan, 20, 1);
    float[] parameters = TestPlans.parameters(plan, 2);
    parameters[0] = Float.NaN;

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);

      assertThat(kernel.evaluate(examples).finite()).isFalse();
    }
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 4, 3);
    TrainingPlan wider = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 5, 3);

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      assertThatThrownBy(() -> kernel.evaluate(TestPlans.examples(wider, 2, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows with 5 inputs for a model of 4");
    }
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void theForwardPassWithoutNativeCodeAgreesWithTheKernel(Task task, ModelDefinition model) {
    TrainingPlan plan = TestPlans.plan(task, model, 30, 4);
    Examples examples = TestPlans.examples(plan, 50, 11);
    float[] parameters = TestPlans.parameters(plan, 12);
    ForwardPass pass = new ForwardPass(plan, parameters);

    double loss = 0;
    switch (task) {
      case CLASSIFICATION -> {
        double[] probabilities = pass.probabilities(examples.inputRows());
        for (int row = 0; row < 50; row++) {
          loss -= Math.log(probabilities[row * 4 + (int) examples.targets()[row]]);
        }
      }
      case REGRESSION -> {
        double[] values = pass.values(examples.inputRows());
        for (int row = 0; row < 50; row++) {
          loss += Math.pow((values[row] - 3) / 2 - examples.targets()[row], 2);
        }
      }
    }

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      assertThat(layout(plan).metrics(kernel.evaluate(examples)).get("loss"))
          .isCloseTo(loss / 50, within(1e-5));
    }
  }

  private static MetricLayout layout(TrainingPlan plan) {
    return MetricLayout.of(plan);
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
