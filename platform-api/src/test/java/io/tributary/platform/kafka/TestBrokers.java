package io.tributary.platform.kafka;

import io.tributary.testing.TestKafka;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The control plane's clients on the broker that tests share. */
public final class TestBrokers {
  private static final KafkaSettings SETTINGS =
      new KafkaSettings(TestKafka.bootstrap(), null, (short) 1);

  private TestBrokers() {}

  /** {@code host:port} of the broker. */
  static String address() {
    return SETTINGS.bootstrapServers();
  }

  public static KafkaClients clients() {
    return new KafkaClients(SETTINGS);
  }

  /** The caller closes it. */
  public static TopicKeeper topics() {
    return new TopicKeeper(clients(), SETTINGS);
  }

  /** Every record that {@code topic} holds now, oldest first. */
  public static List<ConsumerRecord<byte[], ByteBuffer>> records(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<byte[], ByteBuffer>> records = new ArrayList<>();
    try (Consumer<byte[], ByteBuffer> consumer = clients().consumer(topic)) {
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Offset of the first record that {@code topic} holds. */
  public static long beginning(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Consumer<byte[], ByteBuffer> consumer = clients().consumer(topic)) {
      return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, -1L);
    }
  }
}
