package io.tributary.engine.contribution;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
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
import io.tributary.engine.unsupervised.Fitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Generated rows in groups of different sizes and widths, and jobs that learn from them. */
final class Blobs {
  final int inputs;
  final List<Examples> partitions;

  Blobs(int inputs, List<Examples> partitions) {
    this.inputs = inputs;
    this.partitions = partitions;
  }

  static Blobs generated(int inputs, int groups, List<Integer> rows, long seed) {
    Random random = new Random(seed);
    double[] centres = random.doubles(groups * inputs, -4, 4).toArray();
    double[] widths = random.doubles(groups * inputs, 0.2, 1.2).toArray();
    List<Examples> partitions = new ArrayList<>();
    for (int count : rows) {
      float[] features = new float[count * inputs];
      for (int row = 0; row < count; row++) {
        int group = random.nextInt(groups + 2) % groups;
        double shared = random.nextGaussian();
        for (int i = 0; i < inputs; i++) {
          int at = group * inputs + i;
          double own = random.nextGaussian() + 0.7 * shared;
          features[row * inputs + i] = (float) (centres[at] + widths[at] * own);
        }
      }
      partitions.add(examples(count, inputs, features));
    }
    return new Blobs(inputs, partitions);
  }

  static Examples examples(int rows, int inputs, float[] features) {
    return new Examples(rows, inputs, features, new float[rows]);
  }

  Examples together() {
    int rows = partitions.stream().mapToInt(Examples::rows).sum();
    float[] features = new float[rows * inputs];
    int at = 0;
    for (Examples part : partitions) {
      System.arraycopy(part.features(), 0, features, at, part.rows() * inputs);
      at += part.rows() * inputs;
    }
    return examples(rows, inputs, features);
  }

  /** The same rows in one partition. */
  Blobs joined() {
    return new Blobs(inputs, List.of(together()));
  }

  /** All rows in each step. */
  TrainingPlan plan(ModelDefinition.Unsupervised model, int epochs) {
    List<Integer> rows = partitions.stream().map(Examples::rows).toList();
    return plan(model, BatchPlan.allRows(rows, epochs, 1));
  }

  TrainingPlan plan(ModelDefinition.Unsupervised model, BatchPlan batches) {
    return new TrainingPlan(
        new JobId(new UUID(5, 5)),
        model instanceof ModelDefinition.Pca ? Task.EMBEDDING : Task.CLUSTERING,
        model,
        new OptimizerDefinition.Statistics(),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("x", inputs)),
            new TargetTransform.None(model.outputs())),
        batches.after(Fitting.startSteps(model)),
        42,
        1,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  List<PartitionRows> rows() {
    List<PartitionRows> rows = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      rows.add(new PartitionRows(p, partitions.get(p), examples(0, inputs, new float[0])));
    }
    return rows;
  }

  SharedJob job(TrainingPlan plan, int agents) {
    return new SharedJob(plan, rows(), agents);
  }

  /** Everything before the first epoch. */
  static void start(SharedJob job, TrainingPlan plan) {
    for (int step = 0; step < plan.batches().startSteps(); step++) {
      job.step();
    }
  }
}
