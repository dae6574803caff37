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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition in float64, one number at a time, and its central differences. */
class ConvolutionKernelTest {
  /**
   * An odd number of scores, which the pooling cuts, and two channels that must not be mixed up.
   */
  private static final ModelDefinition.Image IMAGE = new ModelDefinition.Image(11, 12, 2);

  private static final double STEP = 1e-6;

  private static ModelDefinition.Cnn cnn(Activation activation, boolean bias, Integer... hidden) {
    return new ModelDefinition.Cnn(
        IMAGE, List.of(3, 4), 3, List.of(hidden), activation, bias, Initial.RANDOM);
  }

  private static TrainingPlan plan(ModelDefinition.Cnn model) {
    return TestPlans.plan(Task.CLASSIFICATION, model, (int) IMAGE.values(), 3);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientsAndLossesAreThoseOfTheDefinition(Activation activation) {
    for (ModelDefinition.Cnn model : List.of(cnn(activation, true, 5), cnn(activation, false))) {
      TrainingPlan plan = plan(model);
      Examples examples = TestPlans.examples(plan, 9, 1);
      float[] parameters = TestPlans.parameters(plan, 2);
      int[] order = {3, 8, 0, 7, 7, 2};
      double[] at = widen(parameters);
      float[] gradient = new float[parameters.length];
      MetricSums sums;
      try (GradientKernel kernel = GradientKernels.create(plan)) {
        kernel.load(parameters);
        sums = kernel.gradient(examples, order, 1, 5, gradient);
      }
      assertThat(MetricLayout.of(plan).metrics(sums).get("loss"))
          .isCloseTo(loss(model, at, examples, order, 1, 5) / 5, within(1e-5));
      for (int i = 0; i < at.length; i++) {
        double middle = at[i];
        at[i] = middle + STEP;
        double above = loss(model, at, examples, order, 1, 5);
        at[i] = middle - STEP;
        double below = loss(model, at, examples, order, 1, 5);
        at[i] = middle;
        assertThat((double) gradient[i])
            .as("%s, parameter %d", model, i)
            .isCloseTo((above - below) / (2 * STEP), within(2e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksAddUpAndOtherBatchesChangeNoBit(boolean bias) {
    TrainingPlan plan = plan(cnn(Activation.RELU, bias, 5));
    Examples examples = TestPlans.examples(plan, 150, 3);
    float[] parameters = TestPlans.parameters(plan, 4);
    int[] order = TestPlans.naturalOrder(150);
    float[] joined = new float[parameters.length];
    float[] again = new float[parameters.length];
    double[] added = new double[parameters.length];
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      MetricSums trained = kernel.gradient(examples, order, 0, 150, joined);
      int from = 0;
      for (int count : new int[] {70, 1, 64, 15}) {
        float[] part = new float[parameters.length];
        kernel.gradient(examples, order, from, count, part);
        for (int i = 0; i < part.length; i++) {
          added[i] += part[i];
        }
        from += count;
      }
      assertThat(kernel.evaluate(examples))
          .usingRecursiveComparison()
          .ignoringFields("scores")
          .isEqualTo(trained);
      kernel.gradient(examples, order, 0, 150, again);
      assertThat(again).containsExactly(joined);
      kernel.gradient(examples, order, 150, 0, again);
      assertThat(again).containsOnly(0f);
    }
    assertThat(widen(joined)).containsExactly(added, within(1e-3));
  }

  @Test
  void predictionsAreTheKernels() {
    TrainingPlan plan = plan(cnn(Activation.TANH, true, 5));
    Examples examples = TestPlans.examples(plan, 70, 5);
    float[] parameters = TestPlans.parameters(plan, 6);
    double[] probabilities = new ForwardPass(plan, parameters).probabilities(examples.inputRows());
    double loss = 0;
    for (int row = 0; row < 70; row++) {
      loss -= Math.log(probabilities[row * 3 + (int) examples.targets()[row]]);
    }
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      assertThat(MetricLayout.of(plan).metrics(kernel.evaluate(examples)).get("loss"))
          .isCloseTo(loss / 70, within(1e-5));
    }
  }

  @Test
  void parametersThatDivergedAreReported() {
    TrainingPlan plan = plan(cnn(Activation.RELU, true, 5));
    float[] parameters = TestPlans.parameters(plan, 2);
    parameters[0] = Float.NaN;
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      assertThat(kernel.evaluate(TestPlans.examples(plan, 3, 1)).finite()).isFalse();
    }
  }

  @Test
  void rowsThatAreNotTheImagesAreRefused() {
    TrainingPlan other = TestPlans.plan(Task.CLASSIFICATION, cnn(Activation.RELU, true), 263, 3);
    assertThatThrownBy(() -> GradientKernels.create(other).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of 263 inputs");
  }

  private static double loss(
      ModelDefinition.Cnn model,
      double[] parameters,
      Examples examples,
      int[] order,
      int from,
      int count) {
    double loss = 0;
    for (int i = from; i < from + count; i++) {
      double[] scores = scores(model, parameters, examples, order[i]);
      double total = 0;
      for (double score : scores) {
        total += Math.exp(score);
      }
      loss -= Math.log(Math.exp(scores[(int) examples.targets()[order[i]]]) / total);
    }
    return loss;
  }

  /** Straight from the definition, sharing no code with the kernel. */
  private static double[] scores(
      ModelDefinition.Cnn model, double[] parameters, Examples examples, int row) {
    int height = IMAGE.rows();
    int width = IMAGE.columns();
    int channels = IMAGE.channels();
    int k = model.kernel();
    double[] values = new double[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = examples.features()[row * values.length + i];
    }
    int at = 0;
    for (int filters : model.filters()) {
      int biases = at + k * k * channels * filters;
      int pooledHeight = (height - k + 1) / 2;
      int pooledWidth = (width - k + 1) / 2;
      double[] next = new double[pooledHeight * pooledWidth * filters];
      for (int y = 0; y < pooledHeight * 2; y++) {
        for (int x = 0; x < pooledWidth * 2; x++) {
          for (int f = 0; f < filters; f++) {
            double sum = model.bias() ? parameters[biases + f] : 0;
            for (int dy = 0; dy < k; dy++) {
              for (int dx = 0; dx < k; dx++) {
                for (int c = 0; c < channels; c++) {
                  int weight = at + ((dy * k + dx) * channels + c) * filters + f;
                  sum += parameters[weight] * values[((y + dy) * width + x + dx) * channels + c];
                }
              }
            }
            int pooled = (y / 2 * pooledWidth + x / 2) * filters + f;
            double activated = activate(model.activation(), sum);
            boolean first = y % 2 == 0 && x % 2 == 0;
            next[pooled] = first ? activated : Math.max(next[pooled], activated);
          }
        }
      }
      at = biases + (model.bias() ? filters : 0);
      values = next;
      height = pooledHeight;
      width = pooledWidth;
      channels = filters;
    }
    for (int layer = 0; layer <= model.hidden().size(); layer++) {
      boolean last = layer == model.hidden().size();
      int outputs = last ? 3 : model.hidden().get(layer);
      double[] next = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        double sum = model.bias() ? parameters[at + values.length * outputs + o] : 0;
        for (int i = 0; i < values.length; i++) {
          sum += parameters[at + i * outputs + o] * values[i];
        }
        next[o] = last ? sum : activate(model.activation(), sum);
      }
      at += values.length * outputs + (model.bias() ? outputs : 0);
      values = next;
    }
    return values;
  }

  private static double activate(Activation activation, double x) {
    return switch (activation) {
      case RELU -> Math.max(x, 0);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case IDENTITY -> x;
    };
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
