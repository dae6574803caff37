package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A row of weight 3 counts as three of it, and one of weight 0 as none, in every loss and model.
 */
class RowWeightsTest {
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 37;

  static Stream<Arguments> lossesAndModels() {
    return LossTest.losses().stream()
        .flatMap(
            loss ->
                Stream.of(
                        TestPlans.linear(),
                        TestPlans.mlp(Activation.TANH, 4),
                        new ModelDefinition.FactorizationMachine(3, true, Initial.RANDOM))
                    .map(model -> Arguments.of(loss, model)));
  }

  @ParameterizedTest
  @MethodSource("lossesAndModels")
  void gradientsAndLossesCountRowsAsOftenAsTheyWeigh(LossTest.Case loss, ModelDefinition model) {
    requireCounted(loss.plan(model, 5));
  }

  private static void requireCounted(TrainingPlan plan) {
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    Examples weighed = weighed(rows);
    int[] repeated = repeated(weighed);
    float[] expected = new float[InitialParameters.count(plan)];
    float[] actual = new float[expected.length];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 2));
      MetricSums often = kernel.gradient(rows, repeated, 0, repeated.length, expected);
      MetricSums once = kernel.gradient(weighed, TestPlans.naturalOrder(ROWS), 0, ROWS, actual);

      requireClose(actual, expected);
      assertThat(once.rows()).isEqualTo(ROWS);
      assertThat(loss(plan, once)).isCloseTo(loss(plan, often), within(0.01));
      assertThat(loss(plan, kernel.evaluate(weighed))).isCloseTo(loss(plan, once), within(0.01));
    }
  }

  private static TrainingPlan images() {
    ModelDefinition cnn =
        new ModelDefinition.Cnn(
            new ModelDefinition.Image(4, 3, 1),
            List.of(2),
            2,
            List.of(),
            Activation.TANH,
            true,
            Initial.RANDOM);
    return TestPlans.plan(Task.CLASSIFICATION, cnn, 12, 3);
  }

  @Test
  void soDoConvolutions() {
    requireCounted(images());
  }

  static Stream<TrainingPlan> partlyLabelled() {
    SemiSupervised sure = new SemiSupervised(1, 1, 0.5f, 0.4f, 0.4f, 0, null);
    SemiSupervised alike =
        new SemiSupervised(1, 1, 0.5f, 0.4f, 0.4f, 0, new SemiSupervised.Views(0.3f, 0.4f, 0));
    TrainingPlan linear = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 12, 3);
    return Stream.of(linear, images())
        .flatMap(plan -> Stream.of(plan.with(sure), plan.with(alike)));
  }

  /** In both parts: of the labels that are known, and of those that the model gives. */
  @ParameterizedTest
  @MethodSource("partlyLabelled")
  void soDoRowsWithoutALabel(TrainingPlan plan) {
    Examples all = TestPlans.examples(plan, ROWS, 1);
    float[] targets = all.targets().clone();
    for (int row = 0; row < ROWS; row += 3) {
      targets[row] = Float.NaN;
    }
    Examples rows = new Examples(all.inputRows(), targets);
    Examples weighed = weighed(rows);
    int[] repeated = repeated(weighed);
    float[] expected = new float[InitialParameters.count(plan)];
    float[] actual = new float[expected.length];
    float[] alike = new float[expected.length];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 2));
      kernel.draw(5);
      kernel.gradient(rows, repeated, 0, repeated.length, expected);
      kernel.gradient(weighed, TestPlans.naturalOrder(ROWS), 0, ROWS, actual);
      kernel.gradient(rows, TestPlans.naturalOrder(ROWS), 0, ROWS, alike);
    }
    requireClose(actual, expected);
    assertThat(alike).isNotEqualTo(actual);
  }

  static List<LossTest.Case> smooth() {
    return LossTest.losses().stream()
        .filter(loss -> !(loss.loss() instanceof LossDefinition.Hinge))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void soDoSecondDerivativesAndChangesOfTheLoss(LossTest.Case loss) {
    TrainingPlan plan = loss.plan(TestPlans.linear(), 5);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    Examples weighed = weighed(rows);
    Examples often = picked(rows, repeated(weighed));
    float[] direction = TestPlans.parameters(plan, 3);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 2));
      float[][] found = new float[4][direction.length];
      double[][] changes = new double[2][1];
      Examples[] both = {often, weighed};
      for (int i = 0; i < 2; i++) {
        Neighbourhood around = kernel.around(both[i]);
        around.gradient(found[i]);
        around.hessianTimes(direction, found[2 + i]);
        around.lossChanges(direction, new double[] {0.25}, changes[i]);
      }

      requireClose(found[1], found[0]);
      requireClose(found[3], found[2]);
      assertThat(changes[1][0]).isCloseTo(changes[0][0], within(1e-2));
    }
  }

  private static Examples weighed(Examples rows) {
    float[] weights = new float[rows.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = row % 4;
    }
    return new Examples(rows.inputRows(), rows.targets(), weights);
  }

  private static int[] repeated(Examples weighed) {
    return IntStream.range(0, weighed.rows())
        .flatMap(row -> IntStream.range(0, (int) weighed.weight(row)).map(i -> row))
        .toArray();
  }

  private static Examples picked(Examples rows, int[] order) {
    float[] features = new float[order.length * rows.inputs()];
    float[] targets = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(
          rows.features(), order[i] * rows.inputs(), features, i * rows.inputs(), rows.inputs());
      targets[i] = rows.targets()[order[i]];
    }
    return new Examples(order.length, rows.inputs(), features, targets);
  }

  /** Summed over the rows. */
  private static double loss(TrainingPlan plan, MetricSums sums) {
    Double mean = MetricLayout.of(plan).metrics(sums).get("loss");
    return mean == null ? Double.NaN : mean * sums.rows();
  }

  private static void requireClose(float[] actual, float[] expected) {
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], within(0.01f + 1e-4f * Math.abs(expected[i])));
    }
  }
}
