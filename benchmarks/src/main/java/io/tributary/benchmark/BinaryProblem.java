package io.tributary.benchmark;

import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.preprocessing.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Softmax regression of two classes with biases and an L2 penalty, with its value in float64 and
 * its optimum.
 *
 * @param rows shuffled; targets 0 and 1
 * @param l2 strength of the penalty on both classes' weights
 */
record BinaryProblem(String name, Examples rows, float l2) {
  private static final int GENERATED_ROWS = 20_000;
  private static final int GENERATED_INPUTS = 100;
  private static final float STRENGTH = 1e-4f;

  /**
   * A LIBSVM file ({@code label index:value ...}), or a CSV file whose first column is the label.
   */
  static BinaryProblem read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
    boolean csv = file.toString().endsWith(".csv");
    List<String> labels = new ArrayList<>();
    List<TreeMap<Integer, Double>> features = new ArrayList<>();
    for (String line : csv ? lines.subList(1, lines.size()) : lines) {
      String[] cells = line.trim().split(csv ? "," : "\\s+");
      labels.add(cells[0]);
      TreeMap<Integer, Double> row = new TreeMap<>();
      for (int i = 1; i < cells.length; i++) {
        if (csv) {
          row.put(i - 1, number(cells[i]));
        } else {
          int colon = cells[i].indexOf(':');
          row.put(
              Integer.parseInt(cells[i].substring(0, colon)) - 1,
              Double.parseDouble(cells[i].substring(colon + 1)));
        }
      }
      features.add(row);
    }
    List<String> classes = List.copyOf(new TreeSet<>(labels));
    if (classes.size() != 2) {
      throw new IllegalArgumentException(
          "%s has %d labels in its first column, not two".formatted(file, classes.size()));
    }
    int inputs = 1 + features.stream().mapToInt(TreeMap::lastKey).max().orElseThrow();
    double[][] matrix = new double[features.size()][inputs];
    float[] targets = new float[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      double[] values = matrix[row];
      features.get(row).forEach((column, value) -> values[column] = value);
      targets[row] = classes.indexOf(labels.get(row));
    }
    if (csv) {
      standardize(matrix);
    }
    return of(String.valueOf(file.getFileName()), matrix, targets);
  }

  /** Correlated columns, a tenth of the labels wrong. */
  static BinaryProblem generated() {
    Random random = new Random(1);
    double[] truth = random.doubles(GENERATED_INPUTS, -1, 1).toArray();
    double[][] matrix = new double[GENERATED_ROWS][GENERATED_INPUTS];
    float[] targets = new float[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      double shared = random.nextGaussian();
      double score = 0;
      for (int i = 0; i < GENERATED_INPUTS; i++) {
        matrix[row][i] = (random.nextGaussian() + shared) * (i % 10 == 0 ? 3 : 0.5);
        score += truth[i] * matrix[row][i];
      }
      targets[row] = score > 0 == random.nextInt(10) > 0 ? 1 : 0;
    }
    return of("generated", matrix, targets);
  }

  private static double number(String cell) {
    return switch (cell) {
      case "No" -> 0;
      case "Yes" -> 1;
      default -> Double.parseDouble(cell);
    };
  }

  private static void standardize(double[][] matrix) {
    for (int column = 0; column < matrix[0].length; column++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : matrix) {
        sum += row[column];
        squares += row[column] * row[column];
      }
      double mean = sum / matrix.length;
      double spread = Math.sqrt(Math.max(squares / matrix.length - mean * mean, 1e-30));
      for (double[] row : matrix) {
        row[column] = (row[column] - mean) / spread;
      }
    }
  }

  /** Files may be sorted. */
  private static BinaryProblem of(String name, double[][] matrix, float[] targets) {
    int inputs = matrix[0].length;
    int[] order = BatchOrder.order(1, 0, 0, matrix.length);
    float[] features = new float[matrix.length * inputs];
    float[] shuffled = new float[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int i = 0; i < inputs; i++) {
        features[row * inputs + i] = (float) matrix[order[row]][i];
      }
      shuffled[row] = targets[order[row]];
    }
    return new BinaryProblem(
        name, new Examples(matrix.length, inputs, features, shuffled), STRENGTH);
  }

  /**
   * The objective in float64.
   *
   * @param parameters weights [2, inputs] column-major, then two biases
   */
  double objective(float[] parameters) {
    int inputs = rows.inputs();
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double margin = (double) parameters[2 * inputs + 1] - parameters[2 * inputs];
      for (int i = 0; i < inputs; i++) {
        margin +=
            ((double) parameters[2 * i + 1] - parameters[2 * i])
                * rows.features()[row * inputs + i];
      }
      sum += logistic(rows.targets()[row] == 1 ? margin : -margin);
    }
    double squares = 0;
    for (int i = 0; i < 2 * inputs; i++) {
      squares += (double) parameters[i] * parameters[i];
    }
    return sum / rows.rows() + l2 / 2 * squares;
  }

  /** -log of the logistic function. */
  private static double logistic(double margin) {
    return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
  }

  /**
   * Value at the optimum by Newton's method in float64 on the difference v of the two classes'
   * weights: with opposite weights v/2 and -v/2 the penalty is {@code l2 / 4} times v squared.
   */
  double optimum() {
    int size = rows.inputs() + 1;
    double[] v = new double[size];
    double value = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < 100; iteration++) {
      double[] gradient = new double[size];
      double[][] hessian = new double[size][size];
      double now = derivatives(v, gradient, hessian);
      if (!(now < value - 1e-15 * now)) {
        return Math.min(now, value);
      }
      value = now;
      Cholesky.solve(hessian, gradient);
      double length = 1;
      double[] next = moved(v, gradient, length);
      while (derivatives(next, new double[size], new double[0][]) > now && length > 1e-9) {
        length /= 2;
        next = moved(v, gradient, length);
      }
      v = next;
    }
    return value;
  }

  private static double[] moved(double[] v, double[] step, double length) {
    double[] next = v.clone();
    for (int i = 0; i < v.length; i++) {
      next[i] -= length * step[i];
    }
    return next;
  }

  /**
   * @param hessian of no rows where it is not wanted
   */
  private double derivatives(double[] v, double[] gradient, double[][] hessian) {
    int inputs = rows.inputs();
    double sum = 0;
    double[] x = new double[inputs + 1];
    x[inputs] = 1;
    for (int row = 0; row < rows.rows(); row++) {
      double margin = v[inputs];
      for (int i = 0; i < inputs; i++) {
        x[i] = rows.features()[row * inputs + i];
        margin += v[i] * x[i];
      }
      double target = rows.targets()[row];
      sum += logistic(target == 1 ? margin : -margin);
      double p = 1 / (1 + Math.exp(-margin));
      for (int a = 0; a <= inputs; a++) {
        gradient[a] += (p - target) * x[a] / rows.rows();
        if (hessian.length > 0 && x[a] != 0) {
          double weight = p * (1 - p) * x[a] / rows.rows();
          for (int b = 0; b <= a; b++) {
            hessian[a][b] += weight * x[b];
          }
        }
      }
    }
    double value = sum / rows.rows();
    for (int i = 0; i < inputs; i++) {
      value += l2 / 4 * v[i] * v[i];
      gradient[i] += l2 / 2 * v[i];
      if (hessian.length > 0) {
        hessian[i][i] += l2 / 2;
      }
    }
    return value;
  }
}
