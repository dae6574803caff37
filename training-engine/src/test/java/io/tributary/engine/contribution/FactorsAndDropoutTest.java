package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models whose answer lies in pairs of inputs, trained by several agents. */
class FactorsAndDropoutTest {
  private static final int INPUTS = 6;
  private static final int ROWS = 120;

  private static TrainingPlan plan(ModelDefinition model, StrategyDefinition strategy, int epochs) {
    return new TrainingPlan(
            new JobId(new UUID(3, 3)),
            Task.CLASSIFICATION,
            model,
            new OptimizerDefinition.Adam(0.02f, 0.9f, 0.999f, 1e-8f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(new FeatureTransform.ScaleBytes("x", INPUTS)),
                new TargetTransform.Classes("y", List.of("no", "yes"))),
            new BatchPlan(List.of(ROWS, ROWS, ROWS - 31), 60, epochs, strategy.localBatches()),
            42,
            1_000_000,
            strategy,
            new CompressionDefinition.None())
        .with(new LossDefinition.Logistic(List.of()));
  }

  /** Yes where the first two inputs have the same sign: no single input tells anything. */
  private static List<PartitionRows> partitions() {
    SplittableRandom random = new SplittableRandom(5);
    Examples none = new Examples(0, INPUTS, new float[0], new float[0]);
    List<PartitionRows> parts = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      int rows = p == 2 ? ROWS - 31 : ROWS;
      float[] values = new float[rows * INPUTS];
      float[] targets = new float[rows];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < INPUTS; i++) {
          values[row * INPUTS + i] = (float) random.nextDouble(-1, 1);
        }
        targets[row] = values[row * INPUTS] * values[row * INPUTS + 1] > 0 ? 1 : 0;
      }
      parts.add(new PartitionRows(p, new Examples(rows, INPUTS, values, targets), none));
    }
    return parts;
  }

  private static double accuracy(TrainingPlan plan, float[] parameters) {
    Examples rows = partitions().getFirst().train();
    int[] classes = new ForwardPass(plan, parameters).classes(rows.inputRows());
    int right = 0;
    for (int row = 0; row < rows.rows(); row++) {
      right += classes[row] == rows.targets()[row] ? 1 : 0;
    }
    return (double) right / rows.rows();
  }

  private static float[] train(TrainingPlan plan, int agents) {
    try (SharedJob job = new SharedJob(plan, partitions(), agents)) {
      return job.run().clone();
    }
  }

  @Test
  void aFactorizationMachineLearnsWhatPairsSay() {
    StrategyDefinition together = new StrategyDefinition.Synchronous();
    ModelDefinition machine = new ModelDefinition.FactorizationMachine(3, true, Initial.RANDOM);
    TrainingPlan plan = plan(machine, together, 60);
    float[] one = train(plan, 1);
    assertThat(accuracy(plan, one)).isGreaterThan(0.95);
    assertThat(train(plan, 3)).containsExactly(one);
    TrainingPlan linear = plan(new ModelDefinition.Linear(true, Initial.ZEROS), together, 60);
    assertThat(accuracy(linear, train(linear, 1))).isLessThan(0.7);
  }

  static List<StrategyDefinition> strategies() {
    return List.of(
        new StrategyDefinition.Synchronous(),
        new StrategyDefinition.LocalSgd(2, StrategyDefinition.Outer.AVERAGE, 1, 0, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void dropoutDoesNotDependOnWhoComputes(StrategyDefinition strategy) {
    ModelDefinition thinned =
        new ModelDefinition.Mlp(List.of(16), Activation.RELU, true, Initial.RANDOM, 0.3f);
    TrainingPlan plan = plan(thinned, strategy, 20);
    float[] one = train(plan, 1);
    assertThat(train(plan, 2)).containsExactly(one);
    assertThat(train(plan, 3)).containsExactly(one);
    ModelDefinition whole =
        new ModelDefinition.Mlp(List.of(16), Activation.RELU, true, Initial.RANDOM, 0f);
    assertThat(train(plan(whole, strategy, 20), 1)).isNotEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aConvolutionalNetworkDoesNotDependOnWhoComputes(StrategyDefinition strategy) {
    ModelDefinition images =
        new ModelDefinition.Cnn(
            new ModelDefinition.Image(2, INPUTS / 2, 1),
            List.of(3),
            1,
            List.of(),
            Activation.TANH,
            true,
            Initial.RANDOM);
    TrainingPlan plan = plan(images, strategy, 10);
    float[] one = train(plan, 1);
    assertThat(one).isNotEqualTo(InitialParameters.of(plan));
    assertThat(train(plan, 2)).containsExactly(one);
    assertThat(train(plan, 3)).containsExactly(one);
  }
}
