package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss under every kind of model, against its definition in float64. */
class LossTest {
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 37;
  private static final List<Double> TWO = List.of(0.25, 3.0);
  private static final List<Double> THREE = List.of(0.5, 1.0, 2.5);

  /** A loss with the number of classes that it is tried with. */
  record Case(LossDefinition loss, int classes) {
    TrainingPlan plan(ModelDefinition model, int inputs) {
      return TestPlans.plan(task(), model, inputs, classes).with(loss);
    }

    private Task task() {
      return loss instanceof LossDefinition.OfClasses ? Task.CLASSIFICATION : Task.REGRESSION;
    }
  }

  static List<Case> losses() {
    return List.of(
        new Case(new LossDefinition.CrossEntropy(List.of()), 2),
        new Case(new LossDefinition.CrossEntropy(THREE), 3),
        new Case(new LossDefinition.Logistic(List.of()), 2),
        new Case(new LossDefinition.Logistic(TWO), 2),
        new Case(new LossDefinition.Hinge(List.of()), 2),
        new Case(new LossDefinition.Hinge(THREE), 3),
        new Case(new LossDefinition.SquaredHinge(TWO), 2),
        new Case(new LossDefinition.SquaredHinge(List.of()), 3),
        new Case(new LossDefinition.SquaredError(), 1),
        new Case(new LossDefinition.Huber(0.75f), 1),
        new Case(new LossDefinition.Poisson(), 1));
  }

  static Stream<Arguments> lossesAndModels() {
    return losses().stream()
        .flatMap(
            loss ->
                Stream.of(
                        TestPlans.linear(),
                        TestPlans.mlp(Activation.TANH, 5, 4),
                        new ModelDefinition.FactorizationMachine(3, true, Initial.RANDOM))
                    .map(model -> Arguments.of(loss, model)));
  }

  static Stream<Case> curvedLosses() {
    return losses().stream().filter(loss -> !(loss.loss() instanceof LossDefinition.Hinge));
  }

  @ParameterizedTest
  @MethodSource("lossesAndModels")
  void gradientsAndLossesAreThoseOfTheDefinitions(Case loss, ModelDefinition model) {
    TrainingPlan plan = loss.plan(model, 5);
    Examples examples = TestPlans.examples(plan, 30, 1);
    float[] parameters = TestPlans.parameters(plan, 2);
    int[] order = TestPlans.naturalOrder(30);
    ReferenceNetwork reference = new ReferenceNetwork(plan);
    double[] expected = reference.gradient(parameters, examples, order, 2, 25);
    float[] gradient = new float[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      MetricSums sums = kernel.gradient(examples, order, 2, 25, gradient);

      double mean = reference.loss(widen(parameters), examples, order, 2, 25) / 25;
      assertThat(metrics(plan, sums).get("loss")).isCloseTo(mean, within(1e-5));
    }

    assertThat(widen(gradient)).containsExactly(expected, within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("lossesAndModels")
  void partitionsAddUpToAllRowsInOnePlace(Case loss, ModelDefinition model) {
    TrainingPlan plan = loss.plan(model, 6);
    Examples examples = TestPlans.examples(plan, ROWS, 3);
    float[] parameters = TestPlans.parameters(plan, 4);
    int[] order = TestPlans.naturalOrder(ROWS);
    float[] joined = new float[parameters.length];
    double[] added = new double[parameters.length];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.gradient(examples, order, 0, ROWS, joined);
      int from = 0;
      for (int count : new int[] {300, 1, ROWS - 301}) {
        float[] part = new float[parameters.length];
        kernel.gradient(examples, order, from, count, part);
        for (int i = 0; i < part.length; i++) {
          added[i] += part[i];
        }
        from += count;
      }
    }
    assertThat(widen(joined)).containsExactly(added, within(5e-3));
  }

  @ParameterizedTest
  @MethodSource("curvedLosses")
  void theHessianIsTheDifferenceOfGradients(Case loss) {
    TrainingPlan plan = loss.plan(TestPlans.linear(), 4);
    Examples rows = TestPlans.examples(plan, 200, 1);
    float[] at = TestPlans.parameters(plan, 2);
    float[] direction = TestPlans.parameters(plan, 3);
    float step = 1e-3f;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      float[] ahead = gradient(kernel, rows, moved(at, direction, step));
      float[] behind = gradient(kernel, rows, moved(at, direction, -step));
      kernel.load(at);
      float[] product = new float[at.length];
      kernel.around(rows).hessianTimes(direction, product);
      for (int i = 0; i < at.length; i++) {
        // A row whose corner lies between both ends counts in one only: up to a few in 200.
        assertThat(product[i])
            .as("entry %d", i)
            .isCloseTo((ahead[i] - behind[i]) / (2 * step), within(0.02f * 200));
      }
      double error = 0;
      double size = 0;
      for (int i = 0; i < at.length; i++) {
        error += Math.abs(product[i] - (ahead[i] - behind[i]) / (2 * step));
        size += Math.abs(product[i]);
      }
      assertThat(error).isLessThan(0.02 * size);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossChangesAreDifferencesOfLosses(Case loss) {
    TrainingPlan plan = loss.plan(TestPlans.linear(), 4);
    Examples rows = TestPlans.examples(plan, ROWS, 1);
    float[] at = TestPlans.parameters(plan, 2);
    float[] direction = TestPlans.parameters(plan, 3);
    double[] changes = new double[1];
    ReferenceNetwork reference = new ReferenceNetwork(plan);
    int[] order = TestPlans.naturalOrder(ROWS);
    double there = reference.loss(widen(moved(at, direction, -0.5f)), rows, order, 0, ROWS);
    double here = reference.loss(widen(at), rows, order, 0, ROWS);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(at);
      kernel.around(rows).lossChanges(direction, new double[] {0.5}, changes);
    }
    assertThat(changes[0]).isCloseTo(there - here, within(1e-3 * ROWS / 100));
  }

  @ParameterizedTest
  @MethodSource("lossesAndModels")
  void evaluationsHaveTheMetricsOfTheirPredictions(Case loss, ModelDefinition model) {
    TrainingPlan plan = loss.plan(model, 4);
    Examples rows = TestPlans.examples(plan, ROWS, 5);
    float[] parameters = TestPlans.parameters(plan, 6);
    ForwardPass forward = new ForwardPass(plan, parameters);
    Map<String, Double> metrics;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      metrics = metrics(plan, kernel.evaluate(rows));
    }

    if (!(loss.loss() instanceof LossDefinition.OfClasses)) {
      double[] values = forward.values(rows.inputRows());
      double squares = 0;
      for (int row = 0; row < ROWS; row++) {
        // Labels of these plans are target * 2 + 3.
        squares += Math.pow(values[row] - (2 * rows.targets()[row] + 3), 2);
      }
      assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(squares / ROWS), within(1e-4));
      return;
    }
    int[] classes = forward.classes(rows.inputRows());
    int right = 0;
    double logLoss = 0;
    for (int row = 0; row < ROWS; row++) {
      right += classes[row] == rows.targets()[row] ? 1 : 0;
    }
    assertThat(metrics.get("accuracy")).isEqualTo((double) right / ROWS);
    assertThat(metrics.containsKey("logLoss")).isEqualTo(forward.hasProbabilities());
    assertThat(metrics.containsKey("rocAuc")).isEqualTo(loss.classes() == 2);
    if (forward.hasProbabilities()) {
      double[] probabilities = forward.probabilities(rows.inputRows());
      for (int row = 0; row < ROWS; row++) {
        logLoss -= Math.log(probabilities[row * loss.classes() + (int) rows.targets()[row]]);
      }
      // Of every row alike, whatever the loss weighs.
      assertThat(metrics.get("logLoss")).isCloseTo(logLoss / ROWS, within(1e-5));
    }
  }

  /** Two scores that differ and one score that is the difference say the same. */
  @Test
  void oneLogisticScoreIsSoftmaxOfTwo() {
    TrainingPlan two =
        new Case(new LossDefinition.CrossEntropy(TWO), 2).plan(TestPlans.linear(), 3);
    TrainingPlan one = two.with(new LossDefinition.Logistic(TWO));
    Examples rows = TestPlans.examples(two, 50, 7);
    float[] parameters = TestPlans.parameters(two, 8);
    float[] differences = new float[4];
    for (int i = 0; i < 4; i++) {
      differences[i] = parameters[2 * i + 1] - parameters[2 * i];
    }
    List<Map<String, Double>> metrics = new ArrayList<>();
    try (GradientKernel wide = GradientKernels.create(two);
        GradientKernel narrow = GradientKernels.create(one)) {
      wide.load(parameters);
      narrow.load(differences);
      metrics.add(metrics(two, wide.evaluate(rows)));
      metrics.add(metrics(one, narrow.evaluate(rows)));
    }
    assertThat(metrics.getFirst().keySet()).isEqualTo(metrics.getLast().keySet());
    metrics
        .getFirst()
        .forEach(
            (name, value) ->
                assertThat(metrics.getLast().get(name)).as(name).isCloseTo(value, within(1e-3)));
  }

  /** Far out, exponentials overflow: what is infinite must be said, and what is not must not be. */
  @Test
  void extremeScoresStayNumbers() {
    TrainingPlan plan =
        new Case(new LossDefinition.Logistic(List.of()), 2).plan(TestPlans.linear(), 1);
    Examples rows = new Examples(2, 1, new float[] {1, 1}, new float[] {0, 1});
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(new float[] {1e6f, 0});
      float[] gradient = new float[2];
      MetricSums sums = kernel.gradient(rows, new int[] {0, 1}, 0, 2, gradient);
      assertThat(sums.finite()).isTrue();
      assertThat(gradient).containsExactly(1f, 1f);
    }
    TrainingPlan counts = new Case(new LossDefinition.Poisson(), 1).plan(TestPlans.linear(), 1);
    try (GradientKernel kernel = GradientKernels.create(counts)) {
      kernel.load(new float[] {1e6f, 0});
      assertThat(kernel.gradient(rows, new int[] {0, 1}, 0, 2, new float[2]).finite()).isFalse();
    }
  }

  private static Map<String, Double> metrics(TrainingPlan plan, MetricSums sums) {
    return MetricLayout.of(plan).metrics(sums);
  }

  private static float[] gradient(GradientKernel kernel, Examples rows, float[] at) {
    float[] gradient = new float[at.length];
    kernel.load(at);
    kernel.gradient(rows, TestPlans.naturalOrder(rows.rows()), 0, rows.rows(), gradient);
    return gradient;
  }

  private static float[] moved(float[] at, float[] direction, float length) {
    float[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] += length * direction[i];
    }
    return moved;
  }

  private static double[] widen(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
