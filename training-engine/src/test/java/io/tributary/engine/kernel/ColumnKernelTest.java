package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ColumnKernelTest {
  private static final int INPUTS = 11;
  private static final int ROWS = 700;

  private static TrainingPlan plan(Task task, ModelDefinition model) {
    TrainingPlan like = TestPlans.plan(task, model, INPUTS, 3);
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        like.optimizer(),
        like.schedule(),
        like.regularization(),
        like.preprocessing(),
        BatchPlan.ofColumns(ROWS, 3, ROWS, 1, 9),
        like.seed(),
        10,
        like.strategy(),
        like.compression(),
        null,
        ColumnSplit.balanced(like.preprocessing(), 3));
  }

  /** Central differences of the whole model's loss, in more rows than a block of the kernel has. */
  @Test
  void eachPartsGradientIsTheSlopeOfTheWholeModelsLoss() {
    for (Task task : List.of(Task.CLASSIFICATION, Task.REGRESSION)) {
      for (ModelDefinition model :
          List.of(TestPlans.linear(), TestPlans.mlp(Activation.TANH, 6, 4))) {
        TrainingPlan plan = plan(task, model);
        try (GradientKernel whole = GradientKernels.create(plan)) {
          check(plan, whole);
        }
      }
    }
  }

  private static void check(TrainingPlan plan, GradientKernel whole) {
    Examples rows = TestPlans.examples(plan, ROWS, 5);
    int[] order = TestPlans.naturalOrder(ROWS);
    float[] parameters = TestPlans.parameters(plan, 6);
    int units = ParameterBlocks.of(plan).getFirst().rows();
    float[] scores = new float[ROWS * units];
    float[] share = new float[ROWS * units];
    for (int p = 0; p < 3; p++) {
      whole.columns(p).load(part(plan, p, parameters));
      whole.columns(p).scores(part(plan, p, rows), order, 0, ROWS, share);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += share[i];
      }
    }
    long counted = 0;
    for (int p = 0; p < 3; p++) {
      float[] gradient = new float[whole.columns(p).parameterCount()];
      MetricSums sums =
          whole
              .columns(p)
              .gradient(
                  part(plan, p, rows), order, 0, ROWS, scores, 100 * p, 100 * p + 70, gradient);
      counted += sums.rows();
      int[] places = places(plan, p);
      for (int i = 0; i < gradient.length; i++) {
        double slope = slope(whole, rows, parameters, places[i]);
        assertThat((double) gradient[i]).isCloseTo(slope, within(0.02 * Math.abs(slope) + 0.5));
      }
    }
    assertThat(counted).isEqualTo(210);
  }

  private static double slope(
      GradientKernel whole, Examples rows, float[] parameters, int position) {
    float step = 1e-2f;
    float[] moved = parameters.clone();
    moved[position] = parameters[position] + step;
    whole.load(moved);
    double after = loss(whole.evaluate(rows));
    moved[position] = parameters[position] - step;
    whole.load(moved);
    return (after - loss(whole.evaluate(rows))) / (2 * step);
  }

  private static double loss(MetricSums sums) {
    return (sums.sums()[0] * 0x1p40 + sums.sums()[1]) * 0x1p-20;
  }

  /** By parameter of the part, its place among the whole model's. */
  private static int[] places(TrainingPlan plan, int partition) {
    int units = ParameterBlocks.of(plan).getFirst().rows();
    int[] inputs = inputs(plan, partition);
    int all = InitialParameters.count(plan);
    int rest = all - INPUTS * units;
    int[] places = new int[inputs.length * units + rest];
    for (int i = 0; i < inputs.length * units; i++) {
      places[i] = inputs[i / units] * units + i % units;
    }
    for (int i = 0; i < rest; i++) {
      places[inputs.length * units + i] = INPUTS * units + i;
    }
    return places;
  }

  private static int[] inputs(TrainingPlan plan, int partition) {
    ColumnSplit columns = Objects.requireNonNull(plan.columns());
    return columns.groups().get(partition).places(plan.preprocessing());
  }

  private static float[] part(TrainingPlan plan, int partition, float[] parameters) {
    int[] places = places(plan, partition);
    float[] part = new float[places.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = parameters[places[i]];
    }
    return part;
  }

  private static Examples part(TrainingPlan plan, int partition, Examples rows) {
    int[] inputs = inputs(plan, partition);
    float[] values = new float[rows.rows() * inputs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.features()[i / inputs.length * INPUTS + inputs[i % inputs.length]];
    }
    return new Examples(rows.rows(), inputs.length, values, rows.targets());
  }
}
