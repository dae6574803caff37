package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Logistic regression on sparse rows: two agents beside scikit-learn's {@code SGDClassifier} on the
 * same rows in the same run. Rows are counted from the first step to the last, without upload and
 * preparation on our side and without reading on the other.
 */
final class SparseBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int EPOCHS = 5;
  private static final int BATCH = 65_536;
  private static final double HOLDOUT = 0.2;
  private static final long POLL_MILLIS = 10;

  private SparseBenchmark() {}

  /**
   * One side.
   *
   * @param rowsPerSecond training rows, each as often as it is used
   * @param peakMebibytes largest resident memory of its largest process
   */
  record Side(String name, double rowsPerSecond, double accuracy, long peakMebibytes) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %.0f | %.4f | %d MiB |%n",
          name,
          rowsPerSecond,
          accuracy,
          peakMebibytes);
    }
  }

  private record Content(Conditions conditions, int rows, int width, List<Side> sides) {}

  /**
   * @param arguments number of rows, and of indices; a million each where not given
   */
  static void run(PrintStream out, List<Path> arguments) throws IOException, InterruptedException {
    int rows = arguments.isEmpty() ? ROWS : Integer.parseInt(arguments.getFirst().toString());
    int width = arguments.isEmpty() ? ROWS : Integer.parseInt(arguments.getLast().toString());
    List<Side> sides = new ArrayList<>();
    String kernelType;
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv())) {
      kernelType = platform.kernelType();
      Path libsvm = platform.directory().resolve("rows.svm");
      Path binary = platform.directory().resolve("rows.bin");
      new SparseRows(rows, width).write(libsvm, binary);
      long start = System.nanoTime();
      platform
          .client()
          .datasets()
          .upload(
              DatasetSpec.named("sparse"),
              List.of(UploadPart.file(libsvm)),
              UploadProgress.IGNORED);
      out.printf(
          Locale.ROOT,
          "%d rows, %d indices, %d entries a row, %d MB of text; upload %.1f s%n",
          rows,
          width,
          SparseRows.ENTRIES,
          Files.size(libsvm) >> 20,
          (System.nanoTime() - start) / 1e9);
      sides.add(train(out, platform, rows));
      Optional<String> python = Sides.pythonWith("sklearn");
      if (python.isPresent()) {
        sides.add(sklearn(python.get(), binary, platform.log(), rows, width));
      }
    }
    out.println("| Side | rows/s | accuracy | peak memory |");
    out.println("|---|---|---|---|");
    sides.forEach(side -> out.print(side.line()));
    if (sides.size() == 2) {
      out.printf(
          Locale.ROOT,
          "ratio: %.2f%n",
          sides.getFirst().rowsPerSecond() / sides.getLast().rowsPerSecond());
    } else {
      out.println("scikit-learn is missing: install python3-sklearn");
    }
    Report.write(out, "sparse", new Content(Conditions.of(kernelType), rows, width, sides));
  }

  private static Side train(PrintStream out, BenchmarkPlatform platform, int rows)
      throws IOException, InterruptedException {
    TributaryClient client = platform.client();
    long submitted = System.nanoTime();
    String job = client.jobs().submitYaml(spec()).id();
    JobView view = client.jobs().get(job);
    long first = 0;
    long last = 0;
    long firstStep = 0;
    long peak = 0;
    while (!JobStates.isTerminal(view.state())) {
      Thread.sleep(POLL_MILLIS);
      view = client.jobs().get(job);
      long now = System.nanoTime();
      if (view.step() > 0 && first == 0) {
        first = now;
        firstStep = view.step();
        out.printf(Locale.ROOT, "first step after %.1f s%n", (now - submitted) / 1e9);
      }
      if (view.step() < view.progress().totalSteps()) {
        last = now;
      }
      peak = Math.max(peak, peakMebibytes(platform));
    }
    if (!(view.metrics().get("accuracy") instanceof Number accuracy)) {
      throw new IllegalStateException(
          "The job ended as %s: %s".formatted(view.state(), view.reasonDetail()));
    }
    long steps = view.progress().totalSteps() - firstStep;
    double perStep = (rows - Math.round(rows * HOLDOUT)) * (double) EPOCHS;
    double counted = perStep * steps / view.progress().totalSteps();
    return new Side(
        "Tributary, 2 agents", counted / ((last - first) / 1e9), accuracy.doubleValue(), peak);
  }

  /** Of the agents' processes, as the operating system counts it. */
  private static long peakMebibytes(BenchmarkPlatform platform) throws IOException {
    long peak = 0;
    for (long pid : platform.agents().values()) {
      peak = Math.max(peak, PeakMemory.mebibytes(pid));
    }
    return peak;
  }

  private static String spec() {
    return """
    name: sparse-benchmark
    dataset: sparse
    label: label
    task: classification
    model: {type: linear, loss: logistic}
    optimizer: {type: adagrad, learningRate: 0.1}
    training: {epochs: %d, batchSize: %d, partitions: 2}
    strategy: {type: synchronous}
    evaluation: {holdout: %s, everySteps: 1000000}
    """
        .formatted(EPOCHS, BATCH, HOLDOUT);
  }

  private static Side sklearn(String python, Path binary, Path log, int rows, int width)
      throws IOException, InterruptedException {
    Process process =
        Sides.python(
                python,
                "sparse_sklearn.py",
                List.of(
                    binary.toString(),
                    Integer.toString(rows),
                    Integer.toString(width),
                    Integer.toString(SparseRows.ENTRIES),
                    Integer.toString(EPOCHS),
                    Double.toString(HOLDOUT)))
            .redirectError(log.toFile())
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("scikit-learn failed; its messages are in " + log);
    }
    String[] numbers = answer.split(" ");
    return new Side(
        "scikit-learn SGDClassifier",
        Double.parseDouble(numbers[0]),
        Double.parseDouble(numbers[1]),
        Math.round(Double.parseDouble(numbers[2])));
  }
}
