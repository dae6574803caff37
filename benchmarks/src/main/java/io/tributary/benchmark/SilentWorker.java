package io.tributary.benchmark;

import io.tributary.engine.blas.LoadedBlas;
import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchOrder;
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
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A process that computes the gradients of the step benchmark's job and talks to nobody: the
 * ceiling. Reads a line with a number of milliseconds, computes for so long, writes how many
 * gradients and nanoseconds it was; ends with its input.
 */
public final class SilentWorker {
  private static final int ROWS = 4_000;

  private SilentWorker() {}

  public static void main(String[] arguments) throws IOException {
    TrainingPlan plan = plan();
    Examples examples = examples(plan.preprocessing().inputs());
    float[] parameters = InitialParameters.of(plan);
    float[] gradient = new float[parameters.length];
    int batch = plan.batches().batchRows(0);
    long step = 0;
    try (GradientKernel kernel = GradientKernels.create(plan);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(LoadedBlas.core());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        long start = System.nanoTime();
        long end = start + Long.parseLong(line) * 1_000_000;
        long first = step;
        while (System.nanoTime() < end) {
          int[] order =
              BatchOrder.order(plan.seed(), 0, plan.batches().epochOf(step), examples.rows());
          for (int i = 0; i < plan.batches().stepsPerEpoch() && System.nanoTime() < end; i++) {
            kernel.load(parameters);
            kernel.gradient(
                examples,
                order,
                plan.batches().firstPosition(0, step),
                Math.min(batch, plan.batches().rowsAt(0, step)),
                gradient);
            step++;
          }
        }
        System.out.println((step - first) + " " + (System.nanoTime() - start));
      }
    }
  }

  /** The step benchmark's job, as one of its two agents sees it. */
  private static TrainingPlan plan() {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.CLASSIFICATION,
        new ModelDefinition.Mlp(
            List.of(StepBenchmark.HIDDEN), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Momentum(0.01f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("pixels", 784)),
            new TargetTransform.Classes(
                "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList())),
        new BatchPlan(List.of(ROWS), StepBenchmark.ROWS_PER_AGENT, 1_000_000),
        42,
        Integer.MAX_VALUE,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  private static Examples examples(int inputs) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[ROWS * inputs];
    float[] targets = new float[ROWS];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(5) == 0 ? (float) random.nextDouble() : 0f;
    }
    for (int i = 0; i < ROWS; i++) {
      targets[i] = random.nextInt(10);
    }
    return new Examples(ROWS, inputs, features, targets);
  }
}
