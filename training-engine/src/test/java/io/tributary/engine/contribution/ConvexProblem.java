package io.tributary.engine.contribution;

import io.tributary.engine.id.JobId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generated linear problem with biases and an L2 penalty, and its solution by Newton's method in
 * float64: nothing here is the engine's but the rows.
 */
final class ConvexProblem {
  final Task task;
  final int inputs;
  final int outputs;
  final float l2;
  final List<Examples> partitions = new ArrayList<>();

  /** Correlated features of different sizes; labels with noise, so that no data are separable. */
  ConvexProblem(Task task, int inputs, int classes, float l2, List<Integer> rows, long seed) {
    this.task = task;
    this.inputs = inputs;
    this.outputs = task == Task.REGRESSION ? 1 : classes;
    this.l2 = l2;
    Random random = new Random(seed);
    double[] truth = random.doubles(outputs * inputs, -1, 1).toArray();
    for (int count : rows) {
      float[] features = new float[count * inputs];
      float[] targets = new float[count];
      for (int row = 0; row < count; row++) {
        double shared = random.nextGaussian();
        double[] scores = new double[outputs];
        for (int i = 0; i < inputs; i++) {
          double x = (random.nextGaussian() + 0.5 * shared) * (i % 3 == 0 ? 2 : 0.7);
          features[row * inputs + i] = (float) x;
          for (int o = 0; o < outputs; o++) {
            scores[o] += truth[o * inputs + i] * x;
          }
        }
        int best = 0;
        for (int o = 0; o < outputs; o++) {
          scores[o] += random.nextGaussian();
          best = scores[o] > scores[best] ? o : best;
        }
        targets[row] = task == Task.REGRESSION ? (float) scores[0] : best;
      }
      partitions.add(new Examples(count, inputs, features, targets));
    }
  }

  /** Given rows. */
  ConvexProblem(Task task, int inputs, int outputs, float l2, List<Examples> rows) {
    this.task = task;
    this.inputs = inputs;
    this.outputs = outputs;
    this.l2 = l2;
    partitions.addAll(rows);
  }

  /** The same rows in one partition. */
  Examples together() {
    int rows = partitions.stream().mapToInt(Examples::rows).sum();
    float[] features = new float[rows * inputs];
    float[] targets = new float[rows];
    int at = 0;
    for (Examples part : partitions) {
      System.arraycopy(part.features(), 0, features, at * inputs, part.rows() * inputs);
      System.arraycopy(part.targets(), 0, targets, at, part.rows());
      at += part.rows();
    }
    return new Examples(rows, inputs, features, targets);
  }

  TrainingPlan plan(OptimizerDefinition optimizer, List<Examples> parts) {
    return new TrainingPlan(
        new JobId(new UUID(3, 3)),
        task,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        optimizer,
        new LearningRateSchedule.Constant(0),
        new Regularization(0, l2, 0),
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("x", inputs)),
            task == Task.REGRESSION
                ? new TargetTransform.Number("y", 0, 1)
                : new TargetTransform.Classes(
                    "y",
                    java.util.stream.IntStream.range(0, outputs).mapToObj(i -> "c" + i).toList())),
        BatchPlan.allRows(parts.stream().map(Examples::rows).toList(), 1_000, optimizer.phases()),
        42,
        1_000_000,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  PlainJob job(OptimizerDefinition optimizer, List<Examples> parts) {
    List<PartitionRows> rows = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      rows.add(
          new PartitionRows(p, parts.get(p), new Examples(0, inputs, new float[0], new float[0])));
    }
    return new PlainJob(plan(optimizer, parts), rows);
  }

  int parameters() {
    return outputs * (inputs + 1);
  }

  double objective(double[] w) {
    return derivatives(w, null, null);
  }

  double objective(float[] w) {
    double[] wide = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      wide[i] = w[i];
    }
    return objective(wide);
  }

  /**
   * Value of the objective.
   *
   * @param gradient null, or overwritten
   * @param hessian null, or overwritten
   */
  double derivatives(double[] w, double @Nullable [] gradient, double @Nullable [][] hessian) {
    Examples all = together();
    double value = 0;
    double[] g = new double[w.length];
    double[][] h = new double[w.length][w.length];
    for (int row = 0; row < all.rows(); row++) {
      double[] x = new double[inputs + 1];
      for (int i = 0; i < inputs; i++) {
        x[i] = all.features()[row * inputs + i];
      }
      x[inputs] = 1;
      double[] scores = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i <= inputs; i++) {
          // Column-major [outputs, inputs], then the biases: column "inputs" of the same matrix.
          scores[o] += w[i * outputs + o] * x[i];
        }
      }
      double[] slope = new double[outputs];
      double[][] curve = new double[outputs][outputs];
      value += loss(scores, all.targets()[row], slope, curve);
      for (int a = 0; a < w.length; a++) {
        g[a] += slope[a % outputs] * x[a / outputs];
        if (hessian != null) {
          for (int b = 0; b < w.length; b++) {
            h[a][b] += curve[a % outputs][b % outputs] * x[a / outputs] * x[b / outputs];
          }
        }
      }
    }
    value /= all.rows();
    for (int a = 0; a < w.length; a++) {
      double strength = a < outputs * inputs ? l2 : 0;
      value += strength / 2 * w[a] * w[a];
      if (gradient != null) {
        gradient[a] = g[a] / all.rows() + strength * w[a];
      }
      if (hessian != null) {
        for (int b = 0; b < w.length; b++) {
          hessian[a][b] = h[a][b] / all.rows() + (a == b ? strength : 0);
        }
      }
    }
    return value;
  }

  private double loss(double[] scores, float target, double[] slope, double[][] curve) {
    if (task == Task.REGRESSION) {
      double error = scores[0] - target;
      slope[0] = 2 * error;
      curve[0][0] = 2;
      return error * error;
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score);
    }
    for (int a = 0; a < outputs; a++) {
      double p = Math.exp(scores[a]) / sum;
      slope[a] = p - (a == (int) target ? 1 : 0);
      for (int b = 0; b < outputs; b++) {
        curve[a][b] = p * ((a == b ? 1 : 0) - Math.exp(scores[b]) / sum);
      }
    }
    return Math.log(sum) - scores[(int) target];
  }

  /** By damped Newton steps with Gaussian elimination; for least squares the closed form. */
  double[] solution() {
    double[] w = new double[parameters()];
    for (int iteration = 0; iteration < 50; iteration++) {
      double[] gradient = new double[w.length];
      double[][] hessian = new double[w.length][w.length];
      double before = derivatives(w, gradient, hessian);
      for (int i = 0; i < w.length; i++) {
        // Softmax does not change when all biases rise together.
        hessian[i][i] += task == Task.REGRESSION ? 0 : 1e-9;
      }
      double[] step = solve(hessian, gradient);
      double length = 1;
      double[] next = moved(w, step, length);
      while (objective(next) > before && length > 1e-6) {
        length /= 2;
        next = moved(w, step, length);
      }
      w = next;
    }
    return w;
  }

  private static double[] moved(double[] w, double[] step, double length) {
    double[] next = w.clone();
    for (int i = 0; i < w.length; i++) {
      next[i] -= length * step[i];
    }
    return next;
  }

  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[] x = right.clone();
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int r = k + 1; r < n; r++) {
        pivot = Math.abs(matrix[r][k]) > Math.abs(matrix[pivot][k]) ? r : pivot;
      }
      double[] row = matrix[k];
      matrix[k] = matrix[pivot];
      matrix[pivot] = row;
      double value = x[k];
      x[k] = x[pivot];
      x[pivot] = value;
      for (int r = k + 1; r < n; r++) {
        double factor = matrix[r][k] / matrix[k][k];
        for (int c = k; c < n; c++) {
          matrix[r][c] -= factor * matrix[k][c];
        }
        x[r] -= factor * x[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int c = k + 1; c < n; c++) {
        x[k] -= matrix[k][c] * x[c];
      }
      x[k] /= matrix[k][k];
    }
    return x;
  }
}
