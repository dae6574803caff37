package io.tributary.benchmark;

import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.InitialParameters;
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
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Steps of a model of about ten million parameters, chunk after chunk and chunk beside chunk. */
final class LargeSums {
  private static final int ROUNDS = 7;
  private static final int STEPS = 10;
  private static final int AGENTS = 4;

  private LargeSums() {}

  static Comparison compared() {
    TrainingPlan plan = plan();
    int parameters = InitialParameters.count(plan);
    int threads = Runtime.getRuntime().availableProcessors();
    List<byte[]> contributions = LargeStep.contributions(plan, parameters);
    List<Double> serial = new ArrayList<>();
    List<Double> parallel = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      LargeStep one = new LargeStep(plan, parameters, contributions, ChunkWorkers.IN_LINE);
      LargeStep many = new LargeStep(plan, parameters, contributions, ChunkWorkers.on(executor));
      for (int round = -1; round < ROUNDS; round++) {
        double oneRate = rate(one);
        double manyRate = rate(many);
        if (round >= 0) {
          serial.add(oneRate);
          parallel.add(manyRate);
        }
      }
      if (!Arrays.equals(one.parameters(), many.parameters())
          || one.encodedBytes() != many.encodedBytes()) {
        throw new IllegalStateException("the two models differ");
      }
    }
    return new Comparison(
        "control plane's part of a step, %,d parameters, %d agents".formatted(parameters, AGENTS),
        "steps/s",
        List.of(
            new Line.Measured("chunk after chunk", serial),
            new Line.Measured("chunk beside chunk, %d threads".formatted(threads), parallel)));
  }

  private static double rate(LargeStep step) {
    long start = System.nanoTime();
    for (int i = 0; i < STEPS; i++) {
      step.step();
    }
    return STEPS * 1e9 / (System.nanoTime() - start);
  }

  private static TrainingPlan plan() {
    return new TrainingPlan(
        new JobId(new UUID(0, 0)),
        Task.CLASSIFICATION,
        new ModelDefinition.Mlp(List.of(3_000, 2_500), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Momentum(0.01f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("pixels", 784)),
            new TargetTransform.Classes(
                "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList())),
        new BatchPlan(IntStream.range(0, AGENTS).mapToObj(p -> 1_000).toList(), 400, 1_000_000),
        42,
        Integer.MAX_VALUE,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }
}
