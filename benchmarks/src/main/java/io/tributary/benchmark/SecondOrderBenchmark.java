package io.tributary.benchmark;

import io.tributary.engine.blas.LoadedBlas;
import io.tributary.engine.contribution.PartitionRows;
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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Rounds and seconds until the objective is near its optimum: second-order methods over four
 * partitions of two agents that take turns in one thread, beside SciPy's L-BFGS over all rows.
 */
final class SecondOrderBenchmark {
  private static final double[] GAPS = {1e-3, 1e-6};
  private static final int PARTITIONS = 4;
  private static final int MOST_ITERATIONS = 500;
  private static final Map<String, OptimizerDefinition.SecondOrder> METHODS = methods();

  /** How one method came near; NaN where it did not. */
  private record Row(
      String data, String method, double[] steps, double[] iterations, double[] seconds) {
    Row(String data, String method) {
      this(data, method, unknown(), unknown(), unknown());
    }

    private static double[] unknown() {
      double[] values = new double[GAPS.length];
      java.util.Arrays.fill(values, Double.NaN);
      return values;
    }
  }

  private record Content(Conditions conditions, List<Row> rows) {}

  private SecondOrderBenchmark() {}

  private static Map<String, OptimizerDefinition.SecondOrder> methods() {
    Map<String, OptimizerDefinition.SecondOrder> methods = new LinkedHashMap<>();
    methods.put("giant, localIterations 10", new OptimizerDefinition.Giant(10));
    methods.put("giant, localIterations 50", new OptimizerDefinition.Giant(50));
    methods.put("dane, localIterations 10", new OptimizerDefinition.Dane(1, 0, 2, 10));
    methods.put("dane, localIterations 50", new OptimizerDefinition.Dane(1, 0, 2, 50));
    methods.put("dane, localIterations 50, mu 1e-4", new OptimizerDefinition.Dane(1, 1e-4f, 2, 50));
    methods.put("l-bfgs, history 10", new OptimizerDefinition.LimitedBfgs(10));
    return methods;
  }

  /**
   * @param files LIBSVM and CSV files with two labels in the first column; none means generated
   *     rows
   */
  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    Optional<String> python = Sides.pythonWith("scipy.optimize");
    List<BinaryProblem> problems = new ArrayList<>();
    for (Path file : files) {
      problems.add(BinaryProblem.read(file));
    }
    if (problems.isEmpty()) {
      problems.add(BinaryProblem.generated());
    }
    StringBuilder table = new StringBuilder(heading());
    for (BinaryProblem problem : problems) {
      double optimum = problem.optimum();
      out.printf(
          Locale.ROOT,
          "%s: %d rows, %d columns, l2 %s, optimum %.9f%n",
          problem.name(),
          problem.rows().rows(),
          problem.rows().inputs(),
          problem.l2(),
          optimum);
      for (Map.Entry<String, OptimizerDefinition.SecondOrder> method : METHODS.entrySet()) {
        // The first run warms the compiler up.
        run(problem, optimum, method.getKey(), method.getValue());
        rows.add(run(problem, optimum, method.getKey(), method.getValue()));
        table.append(line(rows.getLast()));
      }
      if (python.isPresent()) {
        rows.add(scipy(python.get(), problem, optimum));
        table.append(line(rows.getLast()));
      } else {
        table.append(
            "| %s | SciPy L-BFGS | missing: install python3-scipy | | | | | |%n"
                .formatted(problem.name()));
      }
    }
    out.print(table);
    Report.write(out, "second-order", new Content(Conditions.of(LoadedBlas.core()), rows));
  }

  private static Row run(
      BinaryProblem problem, double optimum, String name, OptimizerDefinition.SecondOrder method) {
    List<List<PartitionRows>> agents = List.of(new ArrayList<>(), new ArrayList<>());
    List<Integer> counts = new ArrayList<>();
    Examples all = problem.rows();
    Examples none = new Examples(0, all.inputs(), new float[0], new float[0]);
    for (int p = 0; p < PARTITIONS; p++) {
      int from = (int) ((long) all.rows() * p / PARTITIONS);
      int to = (int) ((long) all.rows() * (p + 1) / PARTITIONS);
      agents.get(p % agents.size()).add(new PartitionRows(p, slice(all, from, to), none));
      counts.add(to - from);
    }
    Row row = new Row(problem.name(), name);
    try (InProcessJob job = new InProcessJob(plan(problem, counts, method), agents)) {
      long nanos = 0;
      for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
        long start = System.nanoTime();
        long end = (long) iteration * method.phases();
        while (job.steps() < end) {
          job.step();
        }
        nanos += System.nanoTime() - start;
        double gap = problem.objective(job.parameters()) / optimum - 1;
        for (int i = 0; i < GAPS.length; i++) {
          if (gap <= GAPS[i] && Double.isNaN(row.steps[i])) {
            row.steps[i] = job.steps();
            row.iterations[i] = iteration;
            row.seconds[i] = nanos / 1e9;
          }
        }
        if (gap <= GAPS[GAPS.length - 1]) {
          break;
        }
      }
    }
    return row;
  }

  private static Examples slice(Examples all, int from, int to) {
    return new Examples(
        to - from,
        all.inputs(),
        java.util.Arrays.copyOfRange(all.features(), from * all.inputs(), to * all.inputs()),
        java.util.Arrays.copyOfRange(all.targets(), from, to));
  }

  private static TrainingPlan plan(
      BinaryProblem problem, List<Integer> counts, OptimizerDefinition.SecondOrder method) {
    return new TrainingPlan(
        new JobId(new UUID(0, 1)),
        Task.CLASSIFICATION,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        method,
        new LearningRateSchedule.Constant(0),
        new Regularization(0, problem.l2(), 0),
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("x", problem.rows().inputs())),
            new TargetTransform.Classes("y", List.of("0", "1"))),
        BatchPlan.allRows(counts, MOST_ITERATIONS, method.phases()),
        1,
        MOST_ITERATIONS * method.phases(),
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  private static Row scipy(String python, BinaryProblem problem, double optimum)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("tributary-bench");
    try {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  write(directory.resolve("features"), problem.rows().features()),
                  write(directory.resolve("targets"), problem.rows().targets()),
                  Integer.toString(problem.rows().rows()),
                  Integer.toString(problem.rows().inputs()),
                  Float.toString(problem.l2()),
                  Double.toString(optimum)));
      for (double gap : GAPS) {
        arguments.add(Double.toString(gap));
      }
      Process process =
          Sides.python(python, "second_order_scipy.py", arguments)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> lines = process.inputReader().lines().toList();
      if (process.waitFor() != 0 || lines.size() != GAPS.length + 1) {
        throw new IOException("SciPy's side ended with " + process.exitValue());
      }
      Row row = new Row(problem.name(), lines.getFirst() + " L-BFGS");
      for (int i = 0; i < GAPS.length; i++) {
        String[] figures = lines.get(i + 1).split(" ");
        row.steps[i] = number(figures[0]);
        row.iterations[i] = number(figures[1]);
        row.seconds[i] = number(figures[2]);
      }
      return row;
    } finally {
      Directories.delete(directory);
    }
  }

  private static double number(String figure) {
    return figure.equals("nan") ? Double.NaN : Double.parseDouble(figure);
  }

  private static String write(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
    return file.toString();
  }

  private static String heading() {
    return """
        | Data | Method | Iterations to 1e-3 | Rounds | Seconds | Iterations to 1e-6 | Rounds | Seconds |
        |---|---|---|---|---|---|---|---|
        """;
  }

  private static String line(Row row) {
    StringBuilder line = new StringBuilder("| %s | %s |".formatted(row.data, row.method));
    for (int i = 0; i < GAPS.length; i++) {
      line.append(
          Double.isNaN(row.steps[i])
              ? " not reached | | |"
              : String.format(
                  Locale.ROOT,
                  " %.0f | %.0f | %.3f |",
                  row.iterations[i],
                  row.steps[i],
                  row.seconds[i]));
    }
    return line.append(System.lineSeparator()).toString();
  }
}
