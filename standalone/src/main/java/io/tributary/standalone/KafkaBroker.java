package io.tributary.standalone;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in KRaft mode, broker and controller in one process, data on disk.
 *
 * <p>It listens on 127.0.0.1 only. Threading: {@link #start} and {@link #stop} are called by one
 * thread each.
 */
public final class KafkaBroker {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);

  /** One home, one broker: a fixed id, so that a wiped data directory is formatted the same. */
  private static final String CLUSTER_ID = "VHJpYnV0YXJ5S1JhZnQwMQ";

  private static final int MIB = 1 << 20;

  private final KafkaRaftServer server;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private KafkaBroker(KafkaRaftServer server) {
    this.server = server;
  }

  /** Arguments: data directory, port of the broker, port of its controller. */
  public static void main(String[] arguments) {
    KafkaBroker broker =
        start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop-broker"));
    LOG.info("The broker answers on 127.0.0.1:{}.", arguments[1]);
    broker.server.awaitShutdown();
  }

  /** Formats an empty data directory, starts and returns when clients are answered. */
  static KafkaBroker start(Path data, int port, int controllerPort) {
    KafkaConfig config = new KafkaConfig(settings(data, port, controllerPort));
    format(data);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server);
  }

  /** Writes everything, and returns when the broker is down; a second call does nothing. */
  void stop() {
    if (stopped.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private static void format(Path data) {
    try {
      new Formatter()
          .setClusterId(CLUSTER_ID)
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new LauncherException(
          "Kafka's data directory %s cannot be formatted: %s".formatted(data, e.getMessage()), e);
    }
  }

  static Properties settings(Path data, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", Integer.toString(16 * MIB));
    settings.put("replica.fetch.max.bytes", Integer.toString(16 * MIB));
    settings.put("socket.send.buffer.bytes", Integer.toString(4 * MIB));
    settings.put("socket.receive.buffer.bytes", Integer.toString(4 * MIB));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    // The default of 128 MiB would be half of this broker's heap.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MIB));
    // Running jobs trim their topics all the time; the default of five minutes would let tens of
    // gigabytes pile up, and write them all to the disk.
    settings.put("log.retention.check.interval.ms", "5000");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // One broker: internal topics cannot have more than one replica.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    return settings;
  }
}
