package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Points on a circle in many inputs: two numbers say all of a point by a straight way, one by a
 * bent.
 */
class AutoencoderTest {
  private static final int INPUTS = 5;
  private static final int ROWS = 150;
  private static final ModelDefinition.Autoencoder BENT =
      new ModelDefinition.Autoencoder(List.of(12), 1, Activation.TANH, true, Initial.RANDOM);

  private static TrainingPlan plan(
      ModelDefinition.Autoencoder model, StrategyDefinition strategy, int epochs) {
    return new TrainingPlan(
        new JobId(new UUID(3, 5)),
        Task.EMBEDDING,
        model,
        new OptimizerDefinition.Adam(0.01f, 0.9f, 0.999f, 1e-8f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("x", INPUTS)),
            new TargetTransform.None(model.code())),
        new BatchPlan(List.of(ROWS, ROWS, ROWS - 31), 90, epochs, strategy.localBatches()),
        42,
        1_000_000,
        strategy,
        new CompressionDefinition.None());
  }

  /** Three quarters of a circle, tilted. */
  private static List<PartitionRows> partitions() {
    SplittableRandom random = new SplittableRandom(5);
    Examples none = new Examples(0, INPUTS, new float[0], new float[0]);
    List<PartitionRows> parts = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      int rows = p == 2 ? ROWS - 31 : ROWS;
      float[] values = new float[rows * INPUTS];
      for (int row = 0; row < rows; row++) {
        double angle = random.nextDouble(0, 1.5 * Math.PI);
        for (int i = 0; i < INPUTS; i++) {
          values[row * INPUTS + i] = (float) Math.cos(angle - i);
        }
      }
      parts.add(new PartitionRows(p, new Examples(rows, INPUTS, values, new float[rows]), none));
    }
    return parts;
  }

  private static float[] train(TrainingPlan plan, int agents) {
    try (SharedJob job = new SharedJob(plan, partitions(), agents)) {
      return job.run().clone();
    }
  }

  private static double loss(TrainingPlan plan, float[] parameters) {
    Examples rows = partitions().getFirst().train();
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      return metric(plan, kernel.evaluate(rows));
    }
  }

  private static double metric(TrainingPlan plan, MetricSums sums) {
    assertThat(MetricLayout.of(plan).metrics(sums)).containsOnlyKeys("loss");
    return Objects.requireNonNull(MetricLayout.of(plan).metrics(sums).get("loss"));
  }

  /** The best straight line leaves about the smaller variance of the arc, some 1 of 2.5. */
  @Test
  void oneNumberSaysWhereOnAnArcAPointIs() {
    TrainingPlan plan = plan(BENT, new StrategyDefinition.Synchronous(), 250);
    assertThat(loss(plan, train(plan, 1))).isLessThan(0.1);
  }

  static List<StrategyDefinition> strategies() {
    return List.of(
        new StrategyDefinition.Synchronous(),
        new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1, 0, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void itDoesNotDependOnWhoComputes(StrategyDefinition strategy) {
    TrainingPlan plan = plan(BENT, strategy, 10);
    float[] one = train(plan, 1);
    assertThat(train(plan, 2)).containsExactly(one);
    assertThat(train(plan, 3)).containsExactly(one);
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    TrainingPlan plan =
        plan(
            new ModelDefinition.Autoencoder(
                List.of(4), 2, Activation.SIGMOID, true, Initial.RANDOM),
            new StrategyDefinition.Synchronous(),
            1);
    Examples rows = partitions().getFirst().train();
    int[] order = {3, 70, 1, 9, 9};
    SplittableRandom random = new SplittableRandom(1);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      float[] parameters = new float[kernel.parameterCount()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = (float) random.nextDouble(-1, 1);
      }
      float[] gradient = new float[parameters.length];
      kernel.load(parameters);
      kernel.gradient(rows, order, 1, 4, gradient);
      double epsilon = 1e-2;
      for (int i = 0; i < parameters.length; i++) {
        double slope =
            (sum(kernel, plan, rows, order, parameters, i, epsilon)
                    - sum(kernel, plan, rows, order, parameters, i, -epsilon))
                / (2 * epsilon);
        assertThat((double) gradient[i]).as("parameter " + i).isCloseTo(slope, within(2e-3));
      }
    }
  }

  private static double sum(
      GradientKernel kernel,
      TrainingPlan plan,
      Examples rows,
      int[] order,
      float[] parameters,
      int at,
      double by) {
    float[] moved = parameters.clone();
    moved[at] += (float) by;
    kernel.load(moved);
    return 4 * metric(plan, kernel.gradient(rows, order, 1, 4, new float[moved.length]));
  }

  @Test
  void predictionsAreWhatTrainingComputed() {
    TrainingPlan plan = plan(BENT, new StrategyDefinition.Synchronous(), 20);
    float[] parameters = train(plan, 1);
    ForwardPass pass = new ForwardPass(plan, parameters);
    InputRows.Dense rows = (InputRows.Dense) partitions().getFirst().train().inputRows();
    double sum = 0;
    for (double residual : pass.residuals(rows)) {
      sum += residual;
    }
    assertThat(sum / rows.rows()).isCloseTo(loss(plan, parameters), within(1e-5));
    assertThat(pass.codes(rows, BENT)).hasSize(rows.rows());
  }
}
