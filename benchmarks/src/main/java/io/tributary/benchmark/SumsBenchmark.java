package io.tributary.benchmark;

import io.tributary.engine.blas.LoadedBlas;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.id.JobId;
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
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What exact sums cost: the same steps of two agents in one thread and without brokers, once with
 * integers on the 32-bit grid, packed, reported and replayed through a ledger, once with plain
 * float32 sums.
 */
final class SumsBenchmark {
  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = 3_000_000_000L;
  private static final int ROWS_PER_AGENT = StepBenchmark.ROWS_PER_AGENT;

  private SumsBenchmark() {}

  /**
   * @param files an IDX image file and its label file; none means generated digits
   */
  static void run(PrintStream out, List<Path> files) throws IOException {
    Path directory = Files.createTempDirectory("tributary-bench");
    try {
      Examples digits = DigitFiles.of(files, directory).examples();
      List<Comparison> comparisons = new ArrayList<>();
      for (int rows : List.of(ROWS_PER_AGENT, 4 * ROWS_PER_AGENT)) {
        comparisons.add(compared(digits, rows));
      }
      comparisons.add(LargeSums.compared());
      new Report("sums", Conditions.of(LoadedBlas.core()), comparisons).publish(out);
    } finally {
      Directories.delete(directory);
    }
  }

  private static Comparison compared(Examples digits, int rowsPerAgent) {
    TrainingPlan plan = plan(digits, rowsPerAgent);
    Examples none = new Examples(0, digits.inputs(), new float[0], new float[0]);
    List<List<PartitionRows>> agents =
        IntStream.range(0, 2).mapToObj(p -> List.of(new PartitionRows(p, digits, none))).toList();
    List<Double> plain = new ArrayList<>();
    List<Double> exact = new ArrayList<>();
    try (FloatSumJob floats = new FloatSumJob(plan, agents);
        InProcessJob integers = new InProcessJob(plan, agents)) {
      for (int round = -1; round < ROUNDS; round++) {
        double plainRate = rate(floats::step);
        double exactRate = rate(integers::step);
        if (round >= 0) {
          plain.add(plainRate);
          exact.add(exactRate);
        }
      }
    }
    return new Comparison(
        "steps of 784-%d-10, 2 agents in one thread, %d rows each"
            .formatted(StepBenchmark.HIDDEN, rowsPerAgent),
        "steps/s",
        List.of(
            new Line.Measured("plain float32 sums", plain),
            new Line.Measured("exact sums, 32-bit grid", exact)));
  }

  private static double rate(Runnable step) {
    long start = System.nanoTime();
    long steps = 0;
    while (System.nanoTime() - start < ROUND_NANOS) {
      step.run();
      steps++;
    }
    return steps * 1e9 / (System.nanoTime() - start);
  }

  private static TrainingPlan plan(Examples digits, int rowsPerAgent) {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.CLASSIFICATION,
        new ModelDefinition.Mlp(
            List.of(StepBenchmark.HIDDEN), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Momentum(0.01f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("pixels", digits.inputs())),
            new TargetTransform.Classes(
                "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList())),
        new BatchPlan(List.of(digits.rows(), digits.rows()), 2 * rowsPerAgent, 1_000_000),
        42,
        Integer.MAX_VALUE,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }
}
