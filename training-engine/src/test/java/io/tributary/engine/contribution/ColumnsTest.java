package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Columns in place of rows in the partitions give the model that one partition with all columns
 * gives on the same batches, to rounding: scores are rounded to float32 and to a grid that is
 * finer, and float32 sums of products are grouped by partition.
 */
class ColumnsTest {
  private static final int ROWS = 90;
  private static final int BATCH = 16;
  private static final int EPOCHS = 4;

  /** Relative to the largest parameter: some float32 roundings a step, over two dozen steps. */
  private static final float TOLERANCE = 2e-5f;

  private static final List<OptimizerDefinition> OPTIMIZERS =
      List.of(
          new OptimizerDefinition.Sgd(0.1f),
          new OptimizerDefinition.Momentum(0.05f, 0.9f),
          new OptimizerDefinition.Nesterov(0.05f, 0.9f),
          new OptimizerDefinition.Adagrad(0.05f, 1e-3f),
          new OptimizerDefinition.RmsProp(0.005f, 0.9f, 1e-3f),
          new OptimizerDefinition.Adam(0.01f, 0.9f, 0.99f, 1e-3f),
          new OptimizerDefinition.AdamW(0.01f, 0.9f, 0.99f, 1e-3f, 0.05f));

  private final List<FeatureTransform> features =
      List.of(
          new FeatureTransform.Standardize("a", 0, 0, 1),
          new FeatureTransform.ScaleBytes("image", 9),
          new FeatureTransform.OneHot("colour", List.of("red", "green", "blue")),
          new FeatureTransform.Standardize("b", 0, 0, 1),
          new FeatureTransform.Standardize("c", 0, 0, 1));

  private Preprocessing preprocessing(Task task) {
    return new Preprocessing(
        features,
        switch (task) {
          case CLASSIFICATION -> new TargetTransform.Classes("y", List.of("u", "v", "w"));
          case REGRESSION -> new TargetTransform.Number("y", 0, 1);
          case CLUSTERING, EMBEDDING, RECOMMENDATION -> throw new IllegalArgumentException();
        });
  }

  private static TrainingPlan alone(
      Preprocessing preprocessing,
      Task task,
      ModelDefinition model,
      OptimizerDefinition optimizer) {
    return new TrainingPlan(
        JobId.of("00000000-0000-0000-0000-000000000001"),
        task,
        model,
        optimizer,
        new LearningRateSchedule.Cosine(0.1, 3),
        new Regularization(1e-3f, 1e-2f, 0),
        preprocessing,
        new BatchPlan(List.of(ROWS), BATCH, EPOCHS),
        42,
        10,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  private static TrainingPlan split(
      TrainingPlan like, ColumnSplit columns, int gatherEvery, CompressionDefinition compression) {
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        like.optimizer(),
        like.schedule(),
        like.regularization(),
        like.preprocessing(),
        BatchPlan.ofColumns(
            like.batches().partitionRows().getFirst(),
            columns.groups().size(),
            like.batches().batchSize(),
            like.batches().epochs(),
            gatherEvery),
        like.seed(),
        gatherEvery + 1,
        like.strategy(),
        compression,
        null,
        columns);
  }

  private static TrainingPlan split(TrainingPlan like, ColumnSplit columns) {
    return split(like, columns, 5, new CompressionDefinition.None());
  }

  private static ColumnSplit chosen(Preprocessing preprocessing) {
    return ColumnSplit.named(
        preprocessing, List.of(List.of("c", "a"), List.of("image"), List.of("b", "colour")));
  }

  private static Examples rows(Task task, int rows, int inputs) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[rows * inputs];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      double score = 0;
      for (int i = 0; i < inputs; i++) {
        values[row * inputs + i] = (float) random.nextDouble(-1, 1);
        score += (i % 3 - 1) * values[row * inputs + i];
      }
      targets[row] =
          switch (task) {
            case CLASSIFICATION -> score < -0.5 ? 0 : score < 0.5 ? 1 : 2;
            case REGRESSION -> (float) (score + random.nextDouble(-0.1, 0.1));
            case CLUSTERING, EMBEDDING, RECOMMENDATION -> throw new IllegalArgumentException();
          };
    }
    return new Examples(rows, inputs, values, targets);
  }

  private static List<PartitionRows> partitions(TrainingPlan plan, Examples all) {
    Examples none = new Examples(0, plan.preprocessing().inputs(), new float[0], new float[0]);
    if (plan.columns() == null) {
      return List.of(new PartitionRows(0, all, none));
    }
    List<PartitionRows> partitions = new ArrayList<>();
    for (ColumnSplit.Group group : plan.columns().groups()) {
      int[] places = group.places(plan.preprocessing());
      float[] values = new float[all.rows() * places.length];
      for (int i = 0; i < values.length; i++) {
        int row = i / places.length;
        values[i] = all.features()[row * all.inputs() + places[i % places.length]];
      }
      Examples part = new Examples(all.rows(), places.length, values, all.targets());
      partitions.add(new PartitionRows(partitions.size(), part, none));
    }
    return partitions;
  }

  private static float[] train(TrainingPlan plan, Examples all, int agents) {
    try (SharedJob job = new SharedJob(plan, partitions(plan, all), agents)) {
      return job.run().clone();
    }
  }

  private static void assertClose(float[] found, float[] wanted, float tolerance) {
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(tolerance * largest));
    }
  }

  private static ModelDefinition mlp(Activation activation, Integer... hidden) {
    return new ModelDefinition.Mlp(List.of(hidden), activation, true, Initial.RANDOM);
  }

  private static ModelDefinition linear(boolean bias) {
    return new ModelDefinition.Linear(bias, Initial.ZEROS);
  }

  @Test
  void everyLossIsThatOfOnePartitionWithAllColumns() {
    for (LossDefinition loss :
        List.of(
            new LossDefinition.CrossEntropy(List.of(0.5, 2.0, 1.0)),
            new LossDefinition.Hinge(List.of()),
            new LossDefinition.SquaredHinge(List.of()),
            new LossDefinition.Huber(0.5f))) {
      Task task = loss instanceof LossDefinition.OfClasses ? Task.CLASSIFICATION : Task.REGRESSION;
      Preprocessing preprocessing = preprocessing(task);
      Examples all = rows(task, ROWS, preprocessing.inputs());
      ModelDefinition thinned =
          new ModelDefinition.Mlp(List.of(9, 6), Activation.RELU, true, Initial.RANDOM, 0.3f);
      for (ModelDefinition model : List.of(linear(true), mlp(Activation.TANH, 8), thinned)) {
        TrainingPlan alone = alone(preprocessing, task, model, OPTIMIZERS.getFirst()).with(loss);
        float[] wanted = train(alone, all, 1);
        TrainingPlan split = split(alone, chosen(preprocessing)).with(loss);
        float[] found = train(split, all, 2);
        assertClose(found, wanted, TOLERANCE);
        assertThat(wanted).isNotEqualTo(train(alone.with(LossDefinition.usual(task)), all, 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void theModelIsThatOfOnePartitionWithAllColumns(int optimizer) {
    for (Task task : List.of(Task.CLASSIFICATION, Task.REGRESSION)) {
      Preprocessing preprocessing = preprocessing(task);
      Examples all = rows(task, ROWS, preprocessing.inputs());
      for (ModelDefinition model :
          List.of(
              linear(true), linear(false), mlp(Activation.TANH, 8), mlp(Activation.RELU, 7, 5))) {
        TrainingPlan alone = alone(preprocessing, task, model, OPTIMIZERS.get(optimizer));
        float[] wanted = train(alone, all, 1);
        assertThat(wanted).isNotEqualTo(InitialParameters.of(alone));
        assertClose(train(split(alone, chosen(preprocessing)), all, 2), wanted, TOLERANCE);
        ColumnSplit balanced = ColumnSplit.balanced(preprocessing, 4);
        assertClose(train(split(alone, balanced), all, 1), wanted, TOLERANCE);
      }
    }
  }

  @Test
  void anyAgentsGiveTheSameBits() {
    for (CompressionDefinition compression :
        List.of(
            new CompressionDefinition.None(),
            new CompressionDefinition.Int16(),
            new CompressionDefinition.Int8())) {
      Preprocessing preprocessing = preprocessing(Task.CLASSIFICATION);
      Examples all = rows(Task.CLASSIFICATION, ROWS, preprocessing.inputs());
      TrainingPlan alone =
          alone(preprocessing, Task.CLASSIFICATION, mlp(Activation.TANH, 8), OPTIMIZERS.get(5));
      TrainingPlan plan = split(alone, ColumnSplit.balanced(preprocessing, 4), 7, compression);
      float[] one = train(plan, all, 1);
      assertThat(train(plan, all, 2)).isEqualTo(one);
      assertThat(train(plan, all, 4)).isEqualTo(one);
    }
  }

  @Test
  void coarseScoresGiveAModelNearby() {
    Preprocessing preprocessing = preprocessing(Task.REGRESSION);
    Examples all = rows(Task.REGRESSION, ROWS, preprocessing.inputs());
    TrainingPlan alone = alone(preprocessing, Task.REGRESSION, linear(true), OPTIMIZERS.getFirst());
    float[] exact = train(alone, all, 1);
    TrainingPlan int16 = split(alone, chosen(preprocessing), 5, new CompressionDefinition.Int16());
    TrainingPlan int8 = split(alone, chosen(preprocessing), 5, new CompressionDefinition.Int8());
    assertClose(train(int16, all, 2), exact, 1e-3f);
    assertClose(train(int8, all, 2), exact, 0.1f);
    assertThat(train(int8, all, 2)).isNotEqualTo(train(int16, all, 2));
  }

  /** How often parameters are gathered is nothing that the model should know. */
  @Test
  void gatheringMoreOftenChangesNothing() {
    Preprocessing preprocessing = preprocessing(Task.CLASSIFICATION);
    Examples all = rows(Task.CLASSIFICATION, ROWS, preprocessing.inputs());
    TrainingPlan alone =
        alone(preprocessing, Task.CLASSIFICATION, mlp(Activation.RELU, 6), OPTIMIZERS.get(5));
    float[] wanted =
        train(split(alone, chosen(preprocessing), 1_000, new CompressionDefinition.None()), all, 1);
    for (int every : new int[] {1, 2, 6, 23, 24}) {
      TrainingPlan plan =
          split(alone, chosen(preprocessing), every, new CompressionDefinition.None());
      assertThat(train(plan, all, 2)).isEqualTo(wanted);
    }
  }

  /** The training loss of a batch comes a step later; each row counts once. */
  @Test
  void lossesAreThoseOfOnePartitionWithAllColumns() {
    Preprocessing preprocessing = preprocessing(Task.CLASSIFICATION);
    Examples all = rows(Task.CLASSIFICATION, ROWS, preprocessing.inputs());
    TrainingPlan alone =
        alone(preprocessing, Task.CLASSIFICATION, mlp(Activation.TANH, 8), OPTIMIZERS.get(1));
    TrainingPlan plan = split(alone, chosen(preprocessing));
    try (SharedJob whole = new SharedJob(alone, partitions(alone, all), 1);
        SharedJob parts = new SharedJob(plan, partitions(plan, all), 3)) {
      whole.run();
      parts.run();
      List<MetricSums> reported = new ArrayList<>();
      for (int step = 0; step < parts.train().size(); step++) {
        assertThat(parts.train().get(step).rows()).isEqualTo(plan.rowsAt(step));
        if (parts.train().get(step).rows() > 0) {
          reported.add(parts.train().get(step));
        }
      }
      assertThat(reported).hasSameSizeAs(whole.train());
      for (int batch = 0; batch < reported.size(); batch++) {
        double wanted = loss(whole.train().get(batch));
        assertThat(reported.get(batch).rows()).isEqualTo(whole.train().get(batch).rows());
        assertThat(loss(reported.get(batch))).isCloseTo(wanted, within(1e-4 * wanted));
      }
    }
  }

  /** First real sum of the metrics: two words. */
  private static double loss(MetricSums sums) {
    return (sums.sums()[0] * 0x1p40 + sums.sums()[1]) * 0x1p-20;
  }

  /**
   * Four bytes a score: rows of the batch times units, whatever the number of columns; the way up
   * for each agent, the way down once. A gathering carries the parameters.
   */
  @Test
  void bytesAreThoseOfTheScores() {
    int inputs = 400;
    int units = 50;
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("image", inputs)),
            new TargetTransform.Classes("y", List.of("u", "v", "w")));
    Examples all = rows(Task.CLASSIFICATION, ROWS, inputs);
    TrainingPlan alone =
        alone(preprocessing, Task.CLASSIFICATION, mlp(Activation.TANH, units), OPTIMIZERS.get(1));
    TrainingPlan plan =
        split(alone, ColumnSplit.balanced(preprocessing, 2), 4, new CompressionDefinition.None());
    try (SharedJob job = new SharedJob(plan, partitions(plan, all), 2)) {
      job.run();
      for (int step = 0; step < plan.batches().totalSteps(); step++) {
        int values =
            plan.batches().gathersAt(step)
                ? InitialParameters.count(plan)
                : plan.batches().rowsAt(0, step) * units;
        int scores = 4 * values;
        int up = plan.batches().gathersAt(step) ? scores : 2 * scores;
        assertThat(job.contributionBytes().get(step))
            .isBetween((int) (0.8 * up), (int) (1.05 * up) + 600);
        assertThat(job.updateBytes().get(step)).isBetween((int) (0.8 * scores), scores + 300);
      }
      assertThat(InitialParameters.count(plan)).isGreaterThan(BATCH * units * 10);
    }
  }

  /** Scores of more than one chunk, parameters of one; and the reverse. */
  @Test
  void scoresAndParametersMayDifferInChunks() {
    for (int[] size : new int[][] {{3, 700, 200}, {300, 450, 10}}) {
      Preprocessing preprocessing =
          new Preprocessing(
              List.of(new FeatureTransform.ScaleBytes("image", size[0])),
              new TargetTransform.Number("y", 0, 1));
      Examples all = rows(Task.REGRESSION, 200, size[0]);
      TrainingPlan like =
          alone(preprocessing, Task.REGRESSION, mlp(Activation.TANH, size[1]), OPTIMIZERS.get(1));
      TrainingPlan alone = withBatches(like, new BatchPlan(List.of(200), size[2], 1));
      TrainingPlan plan =
          split(alone, ColumnSplit.balanced(preprocessing, 3), 3, new CompressionDefinition.None());
      assertClose(train(plan, all, 2), train(alone, all, 1), 1e-4f);
    }
  }

  private static TrainingPlan withBatches(TrainingPlan like, BatchPlan batches) {
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        new OptimizerDefinition.Sgd(1e-3f),
        like.schedule(),
        Regularization.NONE,
        like.preprocessing(),
        batches,
        like.seed(),
        like.evaluateEvery(),
        like.strategy(),
        like.compression());
  }

  @Test
  void balancedGroupsHoldEveryInputOnce() {
    Preprocessing preprocessing = preprocessing(Task.REGRESSION);
    for (int partitions = 1; partitions <= 13; partitions++) {
      ColumnSplit split = ColumnSplit.balanced(preprocessing, partitions);
      assertThat(split.groups()).hasSize(partitions).allMatch(group -> group.inputs() > 0);
      assertThat(
              split.groups().stream()
                  .flatMapToInt(group -> IntStream.of(group.places(preprocessing)))
                  .toArray())
          .isEqualTo(IntStream.range(0, preprocessing.inputs()).toArray());
    }
    assertThat(ColumnSplit.balanced(preprocessing, 3).groups())
        .extracting(ColumnSplit.Group::inputs)
        .containsExactly(5, 5, 5);
  }
}
