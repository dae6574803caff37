package io.tributary.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradient step of one process, without anybody to talk to: our kernel, PyTorch and NumPy on
 * the same digits, 784-256-10, float32, one BLAS thread.
 */
final class KernelBenchmark {
  private static final List<Integer> BATCHES = List.of(64, 128, 512);
  private static final int ROUNDS = 9;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofMillis(1_500);

  /** PyTorch first: the others are compared with it. */
  private static final List<String> PEERS = List.of("torch", "numpy");

  /**
   * @param name what it says about itself
   */
  private record Side(String name, RateProcess process) {}

  private KernelBenchmark() {}

  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("tributary-bench");
    List<Side> sides = new ArrayList<>();
    List<Line> missing = new ArrayList<>();
    try {
      DigitFiles digits = DigitFiles.of(files, directory);
      Path log = directory.resolve("log");
      for (String module : PEERS) {
        Optional<String> python = Sides.pythonWith(module);
        if (python.isPresent()) {
          RateProcess peer = peer(python.get(), module, digits, log);
          sides.add(new Side(peer.greeting(), peer));
        } else {
          missing.add(
              new Line.Missing(
                  module, "no Python here imports it; apt-get install python3-" + module));
        }
      }
      RateProcess own = SilentWorker.start(digits, log);
      sides.add(new Side("Tributary, one process", own));
      List<Comparison> comparisons = new ArrayList<>();
      for (int batch : BATCHES) {
        comparisons.add(compared(sides, missing, batch));
      }
      new Report("kernel", Conditions.of(own.greeting()), comparisons).publish(out);
    } finally {
      sides.forEach(side -> side.process().close());
      Directories.delete(directory);
    }
  }

  private static RateProcess peer(String python, String module, DigitFiles digits, Path log)
      throws IOException {
    List<String> arguments =
        List.of(
            digits.images().toString(),
            digits.labels().toString(),
            Integer.toString(StepBenchmark.HIDDEN));
    return new RateProcess(Sides.python(python, "gradient_" + module + ".py", arguments), log);
  }

  private static Comparison compared(List<Side> sides, List<Line> missing, int batch)
      throws IOException {
    List<List<Double>> rates = new ArrayList<>();
    for (Side side : sides) {
      side.process().rate(batch, WARM_UP);
      rates.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < sides.size(); i++) {
        rates.get(i).add(sides.get(i).process().rate(batch, ROUND) * batch);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      lines.add(new Line.Measured(sides.get(i).name(), rates.get(i)));
    }
    lines.addAll(missing);
    return new Comparison(
        "gradients of 784-%d-10, %d rows each".formatted(StepBenchmark.HIDDEN, batch),
        "samples/s",
        lines);
  }
}
