package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every strategy with every compression on the digits: accuracy, bytes, speed, and whether the
 * digest is the same for 1, 2 and 4 agents. Prints a Markdown table and puts it into {@code
 * docs/strategies.md}, between its markers.
 */
final class StrategiesBenchmark {
  private static final int SPEED_WITH = 2;
  private static final List<Integer> AGENTS = List.of(SPEED_WITH, 1, 4);
  private static final String HORIZONTAL = "horizontal";

  /** The last one: columns in place of rows. */
  private static final List<Training> TRAININGS =
      List.of(
          new Training("{type: synchronous}", HORIZONTAL),
          new Training("{type: pipelined, staleness: 1}", HORIZONTAL),
          new Training("{type: local-sgd, localSteps: 8}", HORIZONTAL),
          new Training("{type: local-sgd, localSteps: 8, outer: nesterov}", HORIZONTAL),
          new Training("{type: stale-synchronous, staleness: 2}", HORIZONTAL),
          new Training("{type: asynchronous}", HORIZONTAL),
          new Training("{type: gossip, topology: ring}", HORIZONTAL),
          new Training("{type: synchronous}", "vertical"));

  private static final List<String> COMPRESSIONS =
      List.of(
          "{type: none}",
          "{type: int16}",
          "{type: int8}",
          "{type: top-k, share: 0.01}",
          "{type: top-k, share: 0.001, warmupEpochs: 4}",
          "{type: threshold, share: 0.01}",
          "{type: sign}",
          "{type: power-sgd, rank: 2}",
          "{type: adaptive}");
  private static final String BEGIN = "<!-- table: begin -->";
  private static final String END = "<!-- table: end -->";

  private StrategiesBenchmark() {}

  private record Training(String strategy, String partitioning) {
    String name() {
      return partitioning.equals(HORIZONTAL) ? strategy : strategy + ", " + partitioning;
    }
  }

  /** What one job came to; rates and bytes are those of the run with {@link #SPEED_WITH} agents. */
  private static final class Row {
    final Training training;
    final String compression;
    final Set<String> digests = new HashSet<>();
    @Nullable String refusal;
    double accuracy;
    double bytesPerStep;
    double stepsPerSecond;
    long steps;

    Row(Training training, String compression) {
      this.training = training;
      this.compression = compression;
    }
  }

  /**
   * @param files an IDX image file and its label file; none means the sample generator's digits
   */
  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Training training : TRAININGS) {
      COMPRESSIONS.forEach(compression -> rows.add(new Row(training, compression)));
    }
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv(), files)) {
      int agents = SPEED_WITH;
      List<Integer> compared = new ArrayList<>();
      for (int wanted : AGENTS) {
        for (; agents > wanted; agents--) {
          platform.removeAgent();
        }
        for (; agents < wanted; agents++) {
          platform.addAgent();
        }
        for (Row row : rows) {
          train(platform.client(), row, agents);
          out.printf("%d agents: %s %s%n", agents, row.training.name(), row.compression);
        }
        compared.add(agents);
        // What there is so far: the whole takes most of an hour on a small machine.
        write(out, table(rows, compared.stream().sorted().toList()));
      }
    }
  }

  private static void write(PrintStream out, String table) throws IOException {
    out.print(table);
    Path docs = Path.of(System.getProperty("tributary.repository", ""), "docs/strategies.md");
    String text = Files.readString(docs);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(
        docs, text.substring(0, from) + "\n\n" + table + "\n" + text.substring(text.indexOf(END)));
    out.println("written to " + docs);
  }

  private static void train(TributaryClient client, Row row, int agents)
      throws IOException, InterruptedException {
    String id;
    try {
      id = client.jobs().submitYaml(spec(row)).id();
    } catch (TributaryException e) {
      row.refusal = e.violations().getFirst().message();
      return;
    }
    JobView view = client.jobs().get(id);
    while (!JobStates.isTerminal(view.state())) {
      JobView.Counters counters = view.counters();
      if (agents == SPEED_WITH && counters != null && view.step() > 0) {
        row.bytesPerStep =
            (counters.contributionBytes() + counters.updateBytes()) / (double) view.step();
        row.stepsPerSecond = view.progress().stepsPerSecond();
      }
      Thread.sleep(200);
      view = client.jobs().get(id);
    }
    if (!view.state().equals(JobStates.SUCCEEDED)) {
      throw new IllegalStateException(
          "%s with %s ended as %s".formatted(row.training.name(), row.compression, view.state()));
    }
    row.digests.add(String.valueOf(view.parametersDigest()));
    row.accuracy =
        view.metrics().get("accuracy") instanceof Number accuracy
            ? accuracy.doubleValue()
            : Double.NaN;
    row.steps = view.step();
  }

  private static String spec(Row row) {
    return """
    name: strategies-benchmark
    dataset: digits
    label: label
    task: classification
    model: {type: mlp, hidden: [256]}
    optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
    training: {epochs: 10, batchSize: 128, partitions: 4, partitioning: %s}
    strategy: %s
    compression: %s
    evaluation: {holdout: 0.2}
    """
        .formatted(row.training.partitioning(), row.training.strategy(), row.compression);
  }

  private static String table(List<Row> rows, List<Integer> agents) {
    StringBuilder table =
        new StringBuilder(
            """
            | Strategy | Compression | Accuracy | Steps | KB a step | MB in all | Steps/s, %d agents | Same digest for %s agents |
            |---|---|---|---|---|---|---|---|
            """
                .formatted(
                    SPEED_WITH,
                    agents.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    for (Row row : rows) {
      if (row.refusal != null) {
        table.append(
            "| `%s` | `%s` | refused: %s | | | | | |%n"
                .formatted(row.training.name(), row.compression, row.refusal));
        continue;
      }
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | `%s` | %.4f | %d | %.0f | %.0f | %.0f | %s |%n",
              row.training.name(),
              row.compression,
              row.accuracy,
              row.steps,
              row.bytesPerStep / 1e3,
              row.bytesPerStep * row.steps / 1e6,
              row.stepsPerSecond,
              sameDigest(row)));
    }
    return table.toString();
  }

  private static String sameDigest(Row row) {
    String strategy = row.training.strategy();
    if (strategy.contains("stale-synchronous") || strategy.contains("asynchronous")) {
      return "the order of arrival decides";
    }
    if (row.compression.contains("adaptive")) {
      return "times decide";
    }
    return row.digests.size() == 1 ? "yes" : "NO";
  }
}
