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
 * talk: 784-256-10, 256 rows per agent and step. Every side is warmed up, then they run in turn;
 * jobs are paused while another side runs.
 */
final class StepBenchmark {
  static final int HIDDEN = 256;
  static final int ROWS_PER_AGENT = 256;
  private static final int ROUNDS = 5;
  private static final long WARM_STEPS = 3_000;
  private static final Duration ROUND = Duration.ofSeconds(6);

  /** The plainest way, which other benchmarks use too. */
  static final String JOB = new Variant("plain", "synchronous", "none").job();

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("synchronous, 32-bit grid", "synchronous", "none"),
          new Variant("synchronous, int16", "synchronous", "int16"),
          new Variant("pipelined, int8", "pipelined", "int8"));

  /** One way to train the same model. */
  private record Variant(String name, String strategy, String compression) {
    String job() {
      return """
      name: step-benchmark %s
      dataset: digits
      label: label
      task: classification
      model: {type: mlp, hidden: [%d], activation: relu}
      optimizer: {type: momentum, learningRate: 0.01, momentum: 0.9}
      training: {epochs: 1000000, batchSize: %d, partitions: 2}
      strategy: {type: %s}
      compression: {type: %s}
      evaluation: {holdout: 0, everySteps: 1000000}
      """
          .formatted(name, HIDDEN, 2 * ROWS_PER_AGENT, strategy, compression);
    }
  }

  private StepBenchmark() {}

  static void run(PrintStream out) throws IOException, InterruptedException {
    try (SilentPair silent = new SilentPair();
        BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv())) {
      measure(platform.client(), silent, out);
    }
  }

  private static void measure(TributaryClient client, SilentPair silent, PrintStream out)
      throws IOException, InterruptedException {
    out.printf(
        "CPU %s, kernel type %s, OPENBLAS_CORETYPE in the shell: %s%n",
        cpu(),
        silent.core(),
        Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE")).orElse("not set"));
    out.printf("warming up: %d steps each, and the silent pair for %s%n", WARM_STEPS, ROUND);
    List<String> jobs = new ArrayList<>();
    for (Variant variant : VARIANTS) {
      String job = client.jobs().submitYaml(variant.job()).id();
      jobs.add(job);
      while (client.jobs().get(job).step() < WARM_STEPS) {
        Thread.sleep(200);
      }
      client.jobs().pause(job);
    }
    silent.gradientsPerSecond(ROUND.toMillis());
    List<List<Double>> together = new ArrayList<>();
    VARIANTS.forEach(variant -> together.add(new ArrayList<>()));
    List<Double> alone = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < jobs.size(); i++) {
        client.jobs().resume(jobs.get(i));
        together.get(i).add(stepsPerSecond(client, jobs.get(i)));
        client.jobs().pause(jobs.get(i));
      }
      alone.add(silent.gradientsPerSecond(ROUND.toMillis()) / 2);
    }
    for (String job : jobs) {
      client.jobs().cancel(job);
    }
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

  private static void print(PrintStream out, List<List<Double>> together, List<Double> alone) {
    out.printf(
        "%-34s %10s %12s %8s  %s%n",
        "784-256-10, 2 x 256 rows a step", "ms/step", "samples/s", "ratio", "ratio by round");
    for (int i = 0; i < VARIANTS.size(); i++) {
      row(out, "2 agents, " + VARIANTS.get(i).name(), together.get(i), alone);
    }
    row(out, "2 processes that never talk", alone, alone);
  }

  private static void row(PrintStream out, String what, List<Double> rates, List<Double> alone) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      ratios.add(rates.get(i) / alone.get(i));
    }
    out.printf(
        Locale.ROOT,
        "%-34s %10.2f %12.0f %8.3f  %s%n",
        what,
        1_000 / median(rates),
        median(rates) * 2 * ROWS_PER_AGENT,
        median(ratios),
        ratios.stream().map(r -> String.format(Locale.ROOT, "%.3f", r)).toList());
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
