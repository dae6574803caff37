package io.tributary.testing;

import org.testcontainers.kafka.KafkaContainer;

/**
 * A real Kafka broker for tests: one per JVM, started when first asked for, in a container or in
 * this JVM as {@link Containers} says. It ends with the JVM. It makes no topic by itself. Tests
 * share it, so each uses topics of its own. Thread-safe.
 */
public final class TestKafka {
  private static final String IMAGE = "apache/kafka:4.2.0";

  private TestKafka() {}

  /** {@code host:port} of the broker. */
  public static String bootstrap() {
    return Server.BOOTSTRAP;
  }

  private static final class Server {
    static final String BOOTSTRAP = Containers.wanted(IMAGE) ? container() : EmbeddedBroker.start();

    /** Stopped by Testcontainers when the JVM ends. */
    @SuppressWarnings("resource")
    private static String container() {
      KafkaContainer kafka =
          new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
      kafka.start();
      return kafka.getBootstrapServers();
    }
  }
}
