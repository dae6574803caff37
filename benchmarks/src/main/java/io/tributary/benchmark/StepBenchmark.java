package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two agents that train together, beside two processes that compute the same gradients and never
 * talk: 784-256-10, 256 rows per agent and step. Both sides are warmed up, then run in turn; the
 * job is paused while the silent pair runs.
 */
final class StepBenchmark {
  static final int HIDDEN = 256;
  static final int ROWS_PER_AGENT = 256;
  private static final int ROUNDS = 5;
  private static final long WARM_STEPS = 3_000;
  private static final Duration ROUND = Duration.ofSeconds(8);
  static final String JOB =
      """
      name: step-benchmark
      dataset: digits
      label: label
      task: classification
      model: {type: mlp, hidden: [%d], activation: relu}
      optimizer: {type: momentum, learningRate: 0.01, momentum: 0.9}
      training: {epochs: 1000000, batchSize: %d, partitions: 2}
      evaluation: {holdout: 0, everySteps: 1000000}
      """
          .formatted(HIDDEN, 2 * ROWS_PER_AGENT);

  private StepBenchmark() {}

  static void run(PrintStream out) throws IOException, InterruptedException {
    try (SilentPair silent = new SilentPair();
        BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv())) {
      measure(platform.client(), silent, out);
    }
  }

  private static void measure(TributaryClient client, SilentPair silent, PrintStream out)
      throws IOException, InterruptedException {
    String job = client.jobs().submitYaml(JOB).id();
    out.printf(
        "CPU %s, kernel type %s, OPENBLAS_CORETYPE in the shell: %s%n",
        cpu(),
        silent.core(),
        Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE")).orElse("not set"));
    out.printf("warming up: %d steps, and the silent pair for %s%n", WARM_STEPS, ROUND);
    while (client.jobs().get(job).step() < WARM_STEPS) {
      Thread.sleep(200);
    }
    client.jobs().pause(job);
    silent.gradientsPerSecond(ROUND.toMillis());
    List<Double> together = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      client.jobs().resume(job);
      together.add(stepsPerSecond(client, job));
      client.jobs().pause(job);
      alone.add(silent.gradientsPerSecond(ROUND.toMillis()) / 2);
    }
    client.jobs().cancel(job);
    print(out, together, alone);
  }

  private static double stepsPerSecond(TributaryClient client, String job)
      throws InterruptedException {
    // The first second after a pause belongs to neither side.
    Thread.sleep(1_000);
    JobView before = client.jobs().get(job);
    long start = System.nanoTime();
    Thread.sleep(ROUND.toMillis());
    JobView after = client.jobs().get(job);
    return (after.step() - before.step()) * 1e9 / (System.nanoTime() - start);
  }

  private static void print(PrintStream out, List<Double> together, List<Double> alone) {
    out.printf("%-34s %10s %12s%n", "784-256-10, 2 x 256 rows a step", "ms/step", "samples/s");
    row(out, "2 agents, synchronous, 32-bit grid", median(together));
    row(out, "2 processes that never talk", median(alone));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < together.size(); i++) {
      ratios.add(together.get(i) / alone.get(i));
    }
    out.printf(
        Locale.ROOT,
        "ratio by round %s, median %.3f%n",
        ratios.stream().map(r -> String.format(Locale.ROOT, "%.3f", r)).toList(),
        median(ratios));
  }

  private static void row(PrintStream out, String what, double stepsPerSecond) {
    out.printf(
        Locale.ROOT,
        "%-34s %10.2f %12.0f%n",
        what,
        1_000 / stepsPerSecond,
        stepsPerSecond * 2 * ROWS_PER_AGENT);
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 2))
          .orElse(System.getProperty("os.arch"));
    }
  }
}
