package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, in this JVM. Left uncovered: its end by SIGKILL, which end-to-end tests do. */
class KafkaBrokerTest {
  private static final TopicPartition LOG = new TopicPartition("log", 0);

  @TempDir Path data;

  @Test
  void keepsALargeRecordWhenItIsStoppedAndStartedOnAnotherPort() throws Exception {
    byte[] large = new byte[10 << 20];
    large[large.length - 1] = 7;
    int port = Ports.free();
    KafkaBroker broker = KafkaBroker.start(data, port, Ports.free());
    try (Admin admin = Admin.create(client(port));
        KafkaProducer<byte[], byte[]> producer = producer(port)) {
      admin.createTopics(List.of(new NewTopic("log", 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>("log", large)).get();
    } finally {
      broker.stop();
    }

    int other = Ports.free();
    KafkaBroker again = KafkaBroker.start(data, other, Ports.free());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(other)) {
      consumer.assign(List.of(LOG));
      consumer.seekToBeginning(List.of(LOG));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
      assertThat(records.records(LOG)).hasSize(1);
      assertThat(records.records(LOG).getFirst().value()).isEqualTo(large);
    } finally {
      again.stop();
    }
  }

  @Test
  void doesNotMakeATopicThatSomebodyMerelyMentions() throws Exception {
    int port = Ports.free();
    KafkaBroker broker = KafkaBroker.start(data, port, Ports.free());
    try (Admin admin = Admin.create(client(port))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(admin.listTopics().names().get()).isEmpty();
    } finally {
      broker.stop();
    }
  }

  private static Map<String, Object> client(int port) {
    return Map.of("bootstrap.servers", "127.0.0.1:" + port);
  }

  private static KafkaProducer<byte[], byte[]> producer(int port) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + port, "max.request.size", 16 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(int port) {
    return new KafkaConsumer<>(
        client(port), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
