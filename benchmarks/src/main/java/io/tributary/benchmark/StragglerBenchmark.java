package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One of two agents has a fifth of its speed: what both together do, beside the sum of what each
 * does alone. Alone means that the other one stands still, and its partitions were taken over.
 */
final class StragglerBenchmark implements AutoCloseable {
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(8);

  /** Partitions count as settled when nothing has moved for so long. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final List<String> STRATEGIES =
      List.of(
          "{type: synchronous}", "{type: stale-synchronous, staleness: 3}", "{type: asynchronous}");

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
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv(), files);
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
    String job = client.jobs().submitYaml(spec(strategy)).id();
    List<Double> sums = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      fast.free();
      slow.toStandstill();
      double fastAlone = settledRate(job, Set.of(fastName));
      slow.toAFifth();
      fast.toStandstill();
      double slowAlone = settledRate(job, Set.of(slowName));
      fast.free();
      double both = settledRate(job, Set.of(fastName, slowName));
      out.printf("%s: alone %.1f and %.1f, both %.1f%n", strategy, fastAlone, slowAlone, both);
      if (round >= 0) {
        sums.add(fastAlone + slowAlone);
        together.add(both);
      }
    }
    client.jobs().cancel(job);
    slow.free();
    return new Comparison(
        strategy + ", one of two agents at a fifth of its speed",
        "steps/s",
        List.of(
            new Line.Measured("sum of both alone", sums),
            new Line.Measured("both together", together)));
  }

  /** Steps a second once only {@code agents} own partitions, and these have come to rest. */
  private double settledRate(String job, Set<String> agents) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Map<String, List<Integer>> owned = Map.of();
    long since = System.nanoTime();
    while (owned.isEmpty()
        || !agents.containsAll(owned.keySet())
        || System.nanoTime() - since < SETTLED.toNanos()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "partitions do not settle on %s: %s".formatted(agents, owned));
      }
      Thread.sleep(200);
      Map<String, List<Integer>> now = owned(job);
      if (!now.equals(owned)) {
        owned = now;
        since = System.nanoTime();
      }
    }
    long before = client.jobs().get(job).step();
    long start = System.nanoTime();
    Thread.sleep(ROUND.toMillis());
    long steps = client.jobs().get(job).step() - before;
    return steps * 1e9 / (System.nanoTime() - start);
  }

  private Map<String, List<Integer>> owned(String job) {
    return client.jobs().get(job).workers().stream()
        .filter(worker -> !worker.partitions().isEmpty())
        .collect(Collectors.toMap(JobView.Worker::name, JobView.Worker::partitions));
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
        .formatted(StepBenchmark.HIDDEN, 8 * StepBenchmark.ROWS_PER_AGENT, strategy);
  }

  @Override
  public void close() throws IOException {
    fast.close();
    slow.close();
  }
}
