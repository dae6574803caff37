package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 61;

  private static ModelDefinition mlp(Activation activation, float dropout) {
    return new ModelDefinition.Mlp(List.of(7, 5), activation, true, Initial.RANDOM, dropout);
  }

  /** Over more than one block: a row's units depend on its place in the batch, not in the block. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientsAreThoseOfTheNetworkWithoutTheUnits(Activation activation) {
    TrainingPlan plan = TestPlans.plan(Task.CLASSIFICATION, mlp(activation, 0.4f), 3, 3);
    Examples examples = TestPlans.examples(plan, ROWS, 1);
    float[] parameters = TestPlans.parameters(plan, 2);
    Dropout dropout = new Dropout(0.4f);
    dropout.draw(plan.drawKey(3, 11));
    ReferenceNetwork reference = new ReferenceNetwork(plan, dropout);
    int[] order = TestPlans.naturalOrder(ROWS);
    double[] expected = reference.gradient(parameters, examples, order, 0, ROWS);
    float[] gradient = new float[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.draw(plan.drawKey(3, 11));
      MetricSums sums = kernel.gradient(examples, order, 0, ROWS, gradient);

      double[] wide = new double[parameters.length];
      Arrays.setAll(wide, i -> parameters[i]);
      double loss = reference.loss(wide, examples, order, 0, ROWS) / ROWS;
      assertThat(MetricLayout.of(plan).metrics(sums).get("loss")).isCloseTo(loss, within(1e-5));
    }

    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).as("entry %d", i).isCloseTo(expected[i], within(2e-3));
    }
  }

  @Test
  void theKeyDecidesWhichUnitsAreLeftOut() {
    TrainingPlan plan = TestPlans.plan(Task.REGRESSION, mlp(Activation.TANH, 0.5f), 3, 1);
    assertThat(gradient(plan, plan.drawKey(0, 1)))
        .containsExactly(gradient(plan, plan.drawKey(0, 1)));
    assertThat(gradient(plan, plan.drawKey(0, 1))).isNotEqualTo(gradient(plan, plan.drawKey(0, 2)));
    assertThat(gradient(plan, plan.drawKey(0, 1))).isNotEqualTo(gradient(plan, plan.drawKey(1, 1)));
  }

  @Test
  void evaluationsHaveAllUnits() {
    TrainingPlan with = TestPlans.plan(Task.REGRESSION, mlp(Activation.TANH, 0.5f), 3, 1);
    TrainingPlan without = TestPlans.plan(Task.REGRESSION, mlp(Activation.TANH, 0), 3, 1);
    Examples examples = TestPlans.examples(with, ROWS, 1);
    try (GradientKernel one = GradientKernels.create(with);
        GradientKernel other = GradientKernels.create(without)) {
      one.load(TestPlans.parameters(with, 2));
      other.load(TestPlans.parameters(with, 2));
      one.draw(5);
      assertThat(one.evaluate(examples))
          .usingRecursiveComparison()
          .isEqualTo(other.evaluate(examples));
    }
  }

  @Test
  void asManyAreLeftOutAsWereAskedForAndTheSumStays() {
    for (float share : new float[] {0.1f, 0.5f, 0.9f}) {
      Dropout dropout = new Dropout(share);
      dropout.draw(42);
      float[] values = new float[200_000];
      Arrays.fill(values, 1);
      dropout.apply(values, 2_000, 100, 0, 0);
      double left = 0;
      double sum = 0;
      for (float value : values) {
        left += value == 0 ? 1 : 0;
        sum += value;
      }
      assertThat(left / values.length).isCloseTo(share, within(0.005));
      assertThat(sum / values.length).isCloseTo(1, within(0.03));
    }
    assertThat(new Dropout(0).applies()).isFalse();
  }

  /** However the rows are cut into blocks, and for units that are no multiple of four. */
  @Test
  void aRowsUnitsDependOnItsPlaceAlone() {
    Dropout dropout = new Dropout(0.5f);
    dropout.draw(7);
    float[] whole = new float[9 * 5];
    Arrays.fill(whole, 1);
    dropout.apply(whole, 9, 5, 1, 0);
    float[] part = new float[4 * 5];
    Arrays.fill(part, 1);
    dropout.apply(part, 4, 5, 1, 3);
    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 15, 35));
  }

  private static float[] gradient(TrainingPlan plan, long key) {
    Examples examples = TestPlans.examples(plan, 20, 1);
    float[] gradient = new float[InitialParameters.count(plan)];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 2));
      kernel.draw(key);
      kernel.gradient(examples, TestPlans.naturalOrder(20), 0, 20, gradient);
    }
    return gradient;
  }
}
