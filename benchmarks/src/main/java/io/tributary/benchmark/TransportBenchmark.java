package io.tributary.benchmark;

import io.tributary.benchmark.PeerProject.Built;
import io.tributary.benchmark.PeerProject.Failed;
import io.tributary.benchmark.PeerProject.Outcome;
import io.tributary.engine.wire.TopicClients;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How fast a job's records get to the broker and back: our clients with and without packing and
 * summing, beside Kafka's own performance tools on the same broker and records of the same size,
 * and beside a plain socket.
 */
final class TransportBenchmark {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;
  private static final int RECORDS = 400;
  private static final double MEGA = 1e6;

  /** Fits the tools' defaults; a job's topic is cut into segments of the same size. */
  private static final Map<String, String> TOPIC_SETTINGS =
      Map.of("segment.bytes", "67108864", "file.delete.delay.ms", "1000");

  /** One way to move the records: what to say to which process. */
  private record Way(String name, Optional<RateProcess> process, String question) {}

  private final String bootstrap;
  private final String kernelType;
  private final RateProcess ours;
  private final Outcome tools;
  private final Optional<RateProcess> kafkaTools;
  private final String recordBytes;

  private TransportBenchmark(
      BenchmarkPlatform platform,
      RateProcess ours,
      Outcome tools,
      Optional<RateProcess> kafkaTools) {
    this.bootstrap = platform.kafka();
    this.kernelType = platform.kernelType();
    this.ours = ours;
    this.tools = tools;
    this.kafkaTools = kafkaTools;
    this.recordBytes = ours.greeting();
  }

  static void run(PrintStream out) throws IOException, InterruptedException {
    Outcome tools = new PeerProject("kafka-tools").build();
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv());
        RateProcess ours =
            new RateProcess(
                Sides.java(TransportWorker.class, List.of(), List.of(platform.kafka())),
                platform.log())) {
      if (tools instanceof Built built) {
        try (RateProcess kafkaTools =
            new RateProcess(
                Sides.peer(built, "io.tributary.peer.KafkaTools", List.of()), platform.log())) {
          new TransportBenchmark(platform, ours, tools, Optional.of(kafkaTools)).measure(out);
        }
      } else {
        new TransportBenchmark(platform, ours, tools, Optional.empty()).measure(out);
      }
    }
  }

  private void measure(PrintStream out) throws IOException, InterruptedException {
    List<Way> producing = producing();
    List<Way> consuming = consuming();
    List<List<Double>> produced = columns(producing);
    List<List<Double>> consumed = columns(consuming);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        // Every way writes a topic of its own, and all read the one that was written last.
        String topic = "";
        for (int i = 0; i < producing.size(); i++) {
          topic = "transport-" + UUID.randomUUID();
          create(admin, topic);
          ask(producing.get(i), topic, round, produced.get(i));
          if (i < producing.size() - 1) {
            admin.deleteTopics(List.of(topic));
          }
        }
        for (int i = 0; i < consuming.size(); i++) {
          ask(consuming.get(i), topic, round, consumed.get(i));
        }
        admin.deleteTopics(List.of(topic));
      }
    }
    String records = "%d records of %s bytes, ".formatted(RECORDS, recordBytes);
    new Report(
            "transport",
            Conditions.of(kernelType),
            List.of(
                new Comparison(records + "to the broker", "MB/s", lines(producing, produced)),
                new Comparison(records + "from the broker", "MB/s", lines(consuming, consumed))))
        .publish(out);
  }

  private List<Way> producing() {
    String common =
        "--topic TOPIC --num-records %d --record-size %s --throughput -1 --bootstrap-server %s"
            .formatted(RECORDS, recordBytes, bootstrap);
    String settings =
        TopicClients.producer(bootstrap, "tools").entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));
    return List.of(
        new Way("kafka-producer-perf-test", kafkaTools, "produce " + common),
        new Way(
            "the same with our settings",
            kafkaTools,
            "produce " + common + " --command-property " + settings),
        socket(),
        new Way("Tributary, bytes", Optional.of(ours), "produce plain TOPIC " + RECORDS),
        // Last, because readers decode what it wrote.
        new Way("Tributary, packing", Optional.of(ours), "produce encoded TOPIC " + RECORDS));
  }

  private List<Way> consuming() {
    return List.of(
        new Way(
            "kafka-consumer-perf-test",
            kafkaTools,
            "consume --topic TOPIC --num-records %d --bootstrap-server %s --hide-header"
                .formatted(RECORDS, bootstrap)),
        socket(),
        new Way("Tributary, bytes", Optional.of(ours), "consume plain TOPIC " + RECORDS),
        new Way("Tributary, summing", Optional.of(ours), "consume encoded TOPIC " + RECORDS));
  }

  private Way socket() {
    return new Way("a socket, no broker", Optional.of(ours), "socket " + 5 * RECORDS);
  }

  private static List<List<Double>> columns(List<Way> ways) {
    List<List<Double>> columns = new ArrayList<>();
    ways.forEach(way -> columns.add(new ArrayList<>()));
    return columns;
  }

  private static void ask(Way way, String topic, int round, List<Double> figures)
      throws IOException {
    if (way.process().isPresent()) {
      double rate = way.process().get().number(way.question().replace("TOPIC", topic)) / MEGA;
      if (round >= 0) {
        figures.add(rate);
      }
    }
  }

  private static void create(Admin admin, String topic) throws InterruptedException {
    try {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(TOPIC_SETTINGS)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker makes no topic " + topic, e);
    }
  }

  private List<Line> lines(List<Way> ways, List<List<Double>> figures) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      String name = ways.get(i).name();
      lines.add(
          tools instanceof Failed failed && figures.get(i).isEmpty()
              ? new Line.Missing(name, failed.reason())
              : new Line.Measured(name, figures.get(i)));
    }
    return lines;
  }
}
