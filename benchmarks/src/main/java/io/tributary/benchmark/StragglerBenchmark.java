package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One of two agents has a fifth of its speed: what both together do, beside the sum of what each
 * does alone. Alone means that the other one stands still, and its partitions were taken over. Each
 * round is a job of its own, because a job gives an agent that was late often ever more time before
 * it is tried again.
 */
final class StragglerBenchmark implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(12);

  /** One agent's partitions have arrived after so long. */
  private static final Duration SETTLED = Duration.ofSeconds(4);

  /**
   * Those of two are near their places: an assignment works for 10 s before partitions move for the
   * sake of speed. Later moves are part of what is measured.
   */
  private static final Duration SHARED_SETTLED = Duration.ofSeconds(25);

  /** An agent counts as late only when it has contributed before. */
  private static final long BEGUN = 20;

  /** Long steps: a slowed agent stands still for 40 ms at a time. */
  private static final int BATCH = 8_192;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Who stood still is tried again soon: here it is known to move again. */
  private static final Map<String, String> SETTINGS =
      Map.of("TRIBUTARY_PLACEMENT_RETRY_AFTER", "5s");

  private static final List<String> STRATEGIES =
      List.of("{type: synchronous}", "{type: asynchronous}");

  private final TributaryClient client;
  private final String fastName;
  private final String slowName;
  private final Throttle fast;
  private final Throttle slow;

  private StragglerBenchmark(BenchmarkPlatform platform) {
    SortedMap<String, Long> agents = platform.agents();
    this.client = platform.client();
    this.fastName = agents.firstKey();
    this.slowName = agents.lastKey();
    this.fast = new Throttle(agents.firstEntry().getValue());
    this.slow = new Throttle(agents.lastEntry().getValue());
  }

  /**
   * @param files an IDX image file and its label file; none means generated images
   */
  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(SETTINGS);
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(environment, files);
        StragglerBenchmark benchmark = new StragglerBenchmark(platform)) {
      List<Comparison> comparisons = new ArrayList<>();
      for (String strategy : STRATEGIES) {
        comparisons.add(benchmark.compared(strategy, out));
      }
      new Report("straggler", Conditions.of(platform.kernelType()), comparisons).publish(out);
    }
  }

  private Comparison compared(String strategy, PrintStream out)
      throws IOException, InterruptedException {
    List<Double> sums = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      String job = client.jobs().submitYaml(spec(strategy)).id();
      awaitBegun(job);
      slow.toStandstill();
      double fastAlone = settledRate(job, Set.of(fastName));
      slow.toAFifth();
      fast.toStandstill();
      double slowAlone = settledRate(job, Set.of(slowName));
      fast.free();
      double both = settledRate(job, Set.of(fastName, slowName));
      client.jobs().cancel(job);
      slow.free();
      out.printf("%s: alone %.1f and %.1f, both %.1f%n", strategy, fastAlone, slowAlone, both);
      if (round >= 0) {
        sums.add(fastAlone + slowAlone);
        together.add(both);
      }
    }
    return new Comparison(
        strategy + ", one of two agents at a fifth of its speed",
        "steps/s",
        List.of(
            new Line.Measured("sum of both alone", sums),
            new Line.Measured("both together", together)));
  }

  private void awaitBegun(String job) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (client.jobs().get(job).step() < BEGUN) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the job %s does not begin".formatted(job));
      }
      Thread.sleep(200);
    }
  }

  /** Steps a second, once exactly {@code agents} have owned partitions for a while. */
  private double settledRate(String job, Set<String> agents) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Duration settled = agents.size() == 1 ? SETTLED : SHARED_SETTLED;
    long since = System.nanoTime();
    while (System.nanoTime() - since < settled.toNanos()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("%s do not share the partitions".formatted(agents));
      }
      Thread.sleep(200);
      if (!owners(job).equals(agents)) {
        since = System.nanoTime();
      }
    }
    long before = client.jobs().get(job).step();
    long start = System.nanoTime();
    Thread.sleep(ROUND.toMillis());
    long steps = client.jobs().get(job).step() - before;
    return steps * 1e9 / (System.nanoTime() - start);
  }

  private Set<String> owners(String job) {
    return client.jobs().get(job).workers().stream()
        .filter(worker -> !worker.partitions().isEmpty())
        .map(JobView.Worker::name)
        .collect(Collectors.toSet());
  }

  private static String spec(String strategy) {
    return """
    name: straggler-benchmark
    dataset: digits
    label: label
    task: classification
    model: {type: mlp, hidden: [%d], activation: relu}
    optimizer: {type: sgd, learningRate: 0.01}
    training: {epochs: 1000000, batchSize: %d, partitions: 12}
    strategy: %s
    compression: {type: int8}
    evaluation: {holdout: 0, everySteps: 1000000}
    """
        .formatted(StepBenchmark.HIDDEN, BATCH, strategy);
  }

  @Override
  public void close() throws IOException {
    fast.close();
    slow.close();
  }
}
