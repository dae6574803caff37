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
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A {@link RateProcess} that computes the gradients of the step benchmark's job, as many rows each
 * as it is asked, and talks to nobody: the ceiling. Its greeting is the BLAS kernel type.
 */
public final class SilentWorker {
  private SilentWorker() {}

  static RateProcess start(DigitFiles digits, Path log) throws IOException {
    return new RateProcess(
        Sides.java(
            SilentWorker.class,
            List.of(),
            List.of(digits.images().toString(), digits.labels().toString())),
        log);
  }

  public static void main(String[] arguments) throws IOException {
    Examples examples = new DigitFiles(Path.of(arguments[0]), Path.of(arguments[1])).examples();
    TrainingPlan plan = plan(examples);
    float[] parameters = InitialParameters.of(plan);
    float[] gradient = new float[parameters.length];
    int epoch = 0;
    try (GradientKernel kernel = GradientKernels.create(plan);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(LoadedBlas.core());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] question = line.split(" ");
        int batch = Integer.parseInt(question[0]);
        long start = System.nanoTime();
        long end = start + Long.parseLong(question[1]) * 1_000_000;
        long steps = 0;
        while (System.nanoTime() < end) {
          int[] order = BatchOrder.order(plan.seed(), 0, epoch++, examples.rows());
          for (int i = 0; i + batch <= order.length && System.nanoTime() < end; i += batch) {
            kernel.load(parameters);
            kernel.gradient(examples, order, i, batch, gradient);
            steps++;
          }
        }
        System.out.println(steps + " " + (System.nanoTime() - start));
      }
    }
  }

  /** The step benchmark's job, as one of its two agents sees it. */
  private static TrainingPlan plan(Examples examples) {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.CLASSIFICATION,
        new ModelDefinition.Mlp(
            List.of(StepBenchmark.HIDDEN), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Momentum(0.01f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("pixels", examples.inputs())),
            new TargetTransform.Classes(
                "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList())),
        new BatchPlan(List.of(examples.rows()), StepBenchmark.ROWS_PER_AGENT, 1_000_000),
        42,
        Integer.MAX_VALUE,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }
}
