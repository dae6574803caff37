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
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sparse rows are compared with the same rows as a matrix. */
class SparseKernelTest {
  private static final int INPUTS = 23;
  private static final int ROWS = DenseKernel.BLOCK_ROWS + 130;

  private static final ModelDefinition MACHINE =
      new ModelDefinition.FactorizationMachine(3, true, Initial.RANDOM);

  static List<Arguments> everyModelAndTask() {
    List<Arguments> cases = new ArrayList<>();
    for (int classes : new int[] {2, 4}) {
      cases.add(Arguments.of(Task.CLASSIFICATION, TestPlans.linear(), classes));
      cases.add(Arguments.of(Task.CLASSIFICATION, TestPlans.mlp(Activation.TANH, 6, 3), classes));
    }
    cases.add(Arguments.of(Task.REGRESSION, TestPlans.linear(), 1));
    cases.add(Arguments.of(Task.REGRESSION, MACHINE, 1));
    cases.add(Arguments.of(Task.CLASSIFICATION, MACHINE, 4));
    cases.add(Arguments.of(Task.REGRESSION, new ModelDefinition.Linear(false, Initial.ZEROS), 1));
    cases.add(Arguments.of(Task.REGRESSION, TestPlans.mlp(Activation.RELU, 5), 1));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void gradientsAndMetricsAreThoseOfTheSameRowsAsAMatrix(
      Task task, ModelDefinition model, int classes) {
    TrainingPlan dense = TestPlans.plan(task, model, INPUTS, classes);
    Examples matrix = withZeros(TestPlans.examples(dense, ROWS, 1));
    float[] parameters = TestPlans.parameters(dense, 2);
    int[] order = shuffled(ROWS);
    float[] expected = new float[parameters.length];
    float[] gradient = new float[parameters.length];
    Arrays.fill(gradient, Float.NaN);

    MetricSums sums;
    MetricSums evaluated;
    try (GradientKernel kernel = GradientKernels.create(sparse(dense))) {
      kernel.load(parameters);
      sums = kernel.gradient(sparse(matrix), order, 3, ROWS - 7, gradient);
      evaluated = kernel.evaluate(sparse(matrix));
    }

    try (GradientKernel kernel = GradientKernels.create(dense)) {
      kernel.load(parameters);
      MetricSums reference = kernel.gradient(matrix, order, 3, ROWS - 7, expected);
      assertThat(loss(dense, sums)).isCloseTo(loss(dense, reference), within(1e-6));
      assertThat(loss(dense, evaluated))
          .isCloseTo(loss(dense, kernel.evaluate(matrix)), within(1e-6));
    }
    assertThat(sums.rows()).isEqualTo(ROWS - 7);
    assertThat(gradient).containsExactly(expected, within(5e-4f));
  }

  /** The forward pass of a prediction has to be that of the training. */
  @ParameterizedTest
  @MethodSource("everyModelAndTask")
  void theForwardPassOfPredictionsAgrees(Task task, ModelDefinition model, int classes) {
    TrainingPlan plan = TestPlans.plan(task, model, INPUTS, classes);
    Examples matrix = withZeros(TestPlans.examples(plan, 40, 3));
    ForwardPass pass = new ForwardPass(sparse(plan), TestPlans.parameters(plan, 4));

    assertThat(pass.scores(sparse(matrix).inputRows()))
        .containsExactly(pass.scores(matrix.inputRows()), within(1e-6f));
  }

  @Test
  void theSameRowsGiveTheSameBitsWhateverCameBefore() {
    TrainingPlan plan =
        sparse(TestPlans.plan(Task.CLASSIFICATION, TestPlans.mlp(Activation.RELU, 6), INPUTS, 3));
    Examples rows = sparse(withZeros(TestPlans.examples(plan, 300, 5)));
    Examples others = sparse(withZeros(TestPlans.examples(plan, 200, 6)));
    float[] parameters = TestPlans.parameters(plan, 7);
    float[] alone = new float[parameters.length];
    float[] after = new float[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.gradient(rows, TestPlans.naturalOrder(300), 10, 200, alone);
    }
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(TestPlans.parameters(plan, 8));
      kernel.gradient(others, TestPlans.naturalOrder(200), 0, 200, after);
      kernel.load(parameters);
      kernel.evaluate(others);
      kernel.gradient(rows, TestPlans.naturalOrder(300), 10, 200, after);
    }

    assertThat(after).isEqualTo(alone);
  }

  @Test
  void aFactorizationMachineLooksAtTheRowsThatItWasGivenLast() {
    TrainingPlan plan = sparse(TestPlans.plan(Task.REGRESSION, MACHINE, INPUTS, 1));
    Examples rows = sparse(withZeros(TestPlans.examples(plan, 300, 5)));
    Examples others = sparse(withZeros(TestPlans.examples(plan, 300, 6)));
    float[] parameters = TestPlans.parameters(plan, 7);
    float[] alone = new float[parameters.length];
    float[] after = new float[parameters.length];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.gradient(rows, TestPlans.naturalOrder(300), 10, 200, alone);
    }
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      kernel.gradient(others, TestPlans.naturalOrder(300), 0, 200, after);
      kernel.gradient(rows, TestPlans.naturalOrder(300), 10, 200, after);
    }

    assertThat(after).isEqualTo(alone);
  }

  /** A matrix of these rows would have 10^11 numbers. */
  @Test
  void aMillionInputsNeedNoMatrix() {
    int inputs = 1_000_000;
    int rows = 100_000;
    TrainingPlan plan = sparse(TestPlans.plan(Task.REGRESSION, TestPlans.linear(), inputs, 1));
    int[] places = new int[rows];
    float[] ones = new float[rows];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      places[row] = (int) (row * 7919L % inputs);
      ones[row] = 1;
      targets[row] = 1;
    }
    int[] offsets = IntStream.rangeClosed(0, rows).toArray();
    Examples examples = new Examples(new InputRows.Sparse(inputs, offsets, places, ones), targets);
    float[] gradient = new float[inputs + 1];

    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(new float[inputs + 1]);
      kernel.gradient(examples, TestPlans.naturalOrder(rows), 0, rows, gradient);
    }

    // d/dw of (w x - 1)^2 is -2 at 0, in each input that a row has, and in the bias for each row.
    for (int row = 0; row < rows; row++) {
      assertThat(gradient[places[row]]).isEqualTo(-2);
    }
    assertThat(gradient[inputs]).isEqualTo(-2f * rows);
    assertThat(IntStream.range(0, inputs).filter(i -> gradient[i] != 0)).hasSize(rows);
  }

  @Test
  void theNeighbourhoodIsThatOfTheSameRowsAsAMatrix() {
    TrainingPlan dense = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), INPUTS, 3);
    Examples matrix = withZeros(TestPlans.examples(dense, ROWS, 1));
    float[] parameters = TestPlans.parameters(dense, 2);
    float[] direction = TestPlans.parameters(dense, 3);
    float[][] products = new float[2][parameters.length];
    float[][] gradients = new float[2][parameters.length];
    double[][] changes = new double[2][2];
    List<TrainingPlan> plans = List.of(dense, sparse(dense));
    List<Examples> examples = List.of(matrix, sparse(matrix));

    for (int i = 0; i < 2; i++) {
      try (GradientKernel kernel = GradientKernels.create(plans.get(i))) {
        kernel.load(parameters);
        Neighbourhood around = kernel.around(examples.get(i));
        around.hessianTimes(direction, products[i]);
        around.gradient(gradients[i]);
        around.lossChanges(direction, new double[] {0.5, 0.01}, changes[i]);
      }
    }

    assertThat(products[1]).containsExactly(products[0], within(5e-4f));
    assertThat(gradients[1]).containsExactly(gradients[0], within(5e-4f));
    assertThat(changes[1]).containsExactly(changes[0], within(1e-3));
  }

  @Test
  void rowsOfTheOtherKindAreRefused() {
    TrainingPlan dense = TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), INPUTS, 3);
    Examples matrix = TestPlans.examples(dense, 4, 1);

    try (GradientKernel kernel = GradientKernels.create(sparse(dense))) {
      assertThatThrownBy(() -> kernel.evaluate(matrix))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("4 dense rows for a model of sparse ones");
    }
    try (GradientKernel kernel = GradientKernels.create(dense)) {
      assertThatThrownBy(() -> kernel.evaluate(sparse(matrix)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static double loss(TrainingPlan plan, MetricSums sums) {
    return Objects.requireNonNull(
        new MetricLayout(plan.task(), plan.preprocessing()).metrics(sums).get("loss"));
  }

  private static int[] shuffled(int rows) {
    int[] order = TestPlans.naturalOrder(rows);
    Random random = new Random(11);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** About two thirds of the inputs become zero, and every seventh row as a whole. */
  private static Examples withZeros(Examples examples) {
    Random random = new Random(13);
    float[] features = examples.features().clone();
    for (int i = 0; i < features.length; i++) {
      if (random.nextInt(3) > 0 || i / examples.inputs() % 7 == 6) {
        features[i] = 0;
      }
    }
    return new Examples(examples.rows(), examples.inputs(), features, examples.targets());
  }

  private static TrainingPlan sparse(TrainingPlan plan) {
    Preprocessing whole = plan.preprocessing();
    return new TrainingPlan(
        plan.job(),
        plan.task(),
        plan.model(),
        plan.optimizer(),
        plan.schedule(),
        plan.regularization(),
        new Preprocessing(
            List.of(new FeatureTransform.ScaleSparse("x", 1, whole.inputs(), "")), whole.target()),
        plan.batches(),
        plan.seed(),
        plan.evaluateEvery(),
        plan.strategy(),
        plan.compression());
  }

  private static Examples sparse(Examples matrix) {
    int[] offsets = new int[matrix.rows() + 1];
    int[] places = new int[matrix.features().length];
    float[] values = new float[places.length];
    int count = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = 0; i < matrix.inputs(); i++) {
        float value = matrix.features()[row * matrix.inputs() + i];
        if (value != 0) {
          places[count] = i;
          values[count++] = value;
        }
      }
      offsets[row + 1] = count;
    }
    return new Examples(
        new InputRows.Sparse(
            matrix.inputs(), offsets, Arrays.copyOf(places, count), Arrays.copyOf(values, count)),
        matrix.targets());
  }
}
