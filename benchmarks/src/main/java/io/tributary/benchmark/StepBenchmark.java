package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two agents that train together, beside two processes that compute the same gradients and never
 * talk, and beside PyTorch's DistributedDataParallel over gloo: 784-256-10, 256 rows per process
 * and step. Every side is warmed up, then they run in turn; jobs are paused while another side
 * runs.
 */
final class StepBenchmark {
  static final int HIDDEN = 256;
  static final int ROWS_PER_AGENT = 256;
  private static final int ROUNDS = 7;
  private static final long WARM_STEPS = 3_000;
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final String SILENT = "2 processes that never talk";

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

  private final BenchmarkPlatform platform;
  private final ProcessPair silent;
  private final Optional<ProcessPair> torch;
  private final Map<String, List<Stretch>> measured = new LinkedHashMap<>();
  private final List<Stretch> warmUps = new ArrayList<>();

  private StepBenchmark(
      BenchmarkPlatform platform, ProcessPair silent, Optional<ProcessPair> torch) {
    this.platform = platform;
    this.silent = silent;
    this.torch = torch;
  }

  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    Optional<String> python = Sides.pythonWith("torch.distributed");
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv(), files);
        ProcessPair silent = ProcessPair.silent(platform.digits(), platform.log())) {
      if (python.isEmpty()) {
        new StepBenchmark(platform, silent, Optional.empty()).measure(out);
        return;
      }
      try (ProcessPair torch =
          ProcessPair.ofPyTorch(python.get(), platform.digits(), platform.log())) {
        new StepBenchmark(platform, silent, Optional.of(torch)).measure(out);
      }
    }
  }

  private void measure(PrintStream out) throws IOException, InterruptedException {
    out.printf("warming up: %d steps each, and the peers for %s%n", WARM_STEPS, ROUND);
    TributaryClient client = platform.client();
    Map<Variant, String> jobs = new LinkedHashMap<>();
    for (Variant variant : VARIANTS) {
      Stretch.Start start = Stretch.start(platform.cpu());
      String job = client.jobs().submitYaml(variant.job()).id();
      jobs.put(variant, job);
      while (client.jobs().get(job).step() < WARM_STEPS) {
        Thread.sleep(200);
      }
      warmUps.add(start.end(label(variant), client.jobs().get(job).step(), platform.cpu()));
      client.jobs().pause(job);
    }
    pair(SILENT, silent);
    if (torch.isPresent()) {
      pair(torch.get().greeting(), torch.get());
    }
    measured.clear();
    for (int round = 0; round < ROUNDS; round++) {
      keep(pair(SILENT, silent));
      for (Map.Entry<Variant, String> job : jobs.entrySet()) {
        keep(job(job.getKey(), job.getValue()));
      }
      if (torch.isPresent()) {
        keep(pair(torch.get().greeting(), torch.get()));
      }
    }
    jobs.values().forEach(client.jobs()::cancel);
    new StepReport(silent.greeting(), torch.isPresent(), measured, warmUps).publish(out);
  }

  private void keep(Stretch stretch) {
    measured.computeIfAbsent(stretch.side(), side -> new ArrayList<>()).add(stretch);
  }

  private Stretch job(Variant variant, String job) throws InterruptedException {
    TributaryClient client = platform.client();
    client.jobs().resume(job);
    // The first second after a pause belongs to neither side.
    Thread.sleep(1_000);
    long before = client.jobs().get(job).step();
    Stretch.Start start = Stretch.start(platform.cpu());
    Thread.sleep(ROUND.toMillis());
    long steps = client.jobs().get(job).step() - before;
    Stretch stretch = start.end(label(variant), steps, platform.cpu());
    client.jobs().pause(job);
    return stretch;
  }

  private static Stretch pair(String name, ProcessPair pair) throws IOException {
    Stretch.Start start = Stretch.start(Map.of("both processes", pair.cpu()));
    double rate = pair.stepsPerSecond(ROWS_PER_AGENT, ROUND);
    return start.end(name, rate, Map.of("both processes", pair.cpu()));
  }

  private static String label(Variant variant) {
    return "2 agents, " + variant.name();
  }
}
