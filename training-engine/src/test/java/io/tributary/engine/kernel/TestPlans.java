package io.tributary.engine.kernel;

import io.tributary.engine.id.JobId;
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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Plans and rows for tests of the kernel. */
final class TestPlans {
  private TestPlans() {}

  static TrainingPlan plan(Task task, ModelDefinition model, int inputs, int classes) {
    TargetTransform target =
        switch (task) {
          case CLASSIFICATION ->
              new TargetTransform.Classes(
                  "y", IntStream.range(0, classes).mapToObj(Integer::toString).toList());
          case REGRESSION, RECOMMENDATION -> new TargetTransform.Number("y", 3, 2);
          case CLUSTERING, EMBEDDING -> new TargetTransform.None(classes);
        };
    return new TrainingPlan(
        JobId.of("00000000-0000-0000-0000-000000000001"),
        task,
        model,
        new OptimizerDefinition.Sgd(0.1f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(List.of(new FeatureTransform.ScaleBytes("x", inputs)), target),
        new BatchPlan(List.of(100), 10, 1),
        42,
        10,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  static ModelDefinition mlp(Activation activation, Integer... hidden) {
    return new ModelDefinition.Mlp(List.of(hidden), activation, true, Initial.RANDOM);
  }

  static ModelDefinition linear() {
    return new ModelDefinition.Linear(true, Initial.RANDOM);
  }

  /** Rows with standard normal features and, for the task, random classes or numbers. */
  static Examples examples(TrainingPlan plan, int rows, long seed) {
    Random random = new Random(seed);
    int inputs = plan.preprocessing().inputs();
    float[] features = new float[rows * inputs];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] =
          switch (plan.task()) {
            case CLASSIFICATION -> random.nextInt(plan.preprocessing().outputs());
            case REGRESSION, RECOMMENDATION ->
                plan.loss() instanceof LossDefinition.Poisson
                    ? random.nextInt(5)
                    : (float) random.nextGaussian();
            case CLUSTERING, EMBEDDING -> 0;
          };
    }
    return new Examples(rows, inputs, features, targets);
  }

  /** Parameters away from any symmetry, biases included. */
  static float[] parameters(TrainingPlan plan, long seed) {
    Random random = new Random(seed);
    float[] parameters = new float[InitialParameters.count(plan)];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.3 * random.nextGaussian());
    }
    return parameters;
  }

  static int[] naturalOrder(int rows) {
    return IntStream.range(0, rows).toArray();
  }
}
