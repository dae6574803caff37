package io.tributary.platform.kafka;

import io.tributary.engine.wire.TopicClients;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.springframework.stereotype.Component;

/**
 * Makes clients, with the settings that agents use too. Thread-safe; the clients belong to the
 * caller.
 */
@Component
public class KafkaClients {
  private final KafkaSettings settings;

  KafkaClients(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Idempotent, in order, acknowledged by all replicas; nothing lingers. */
  public Producer<byte[], byte[]> producer(String clientId) {
    return new KafkaProducer<>(
        TopicClients.producer(settings.bootstrapServers(), clientId),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * Reads {@code topic}'s only Kafka partition; not positioned yet: seek before the first poll.
   * Values are views of what was fetched.
   */
  public Consumer<byte[], ByteBuffer> consumer(String topic) {
    Consumer<byte[], ByteBuffer> consumer =
        new KafkaConsumer<>(
            TopicClients.consumer(settings.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteBufferDeserializer());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    return consumer;
  }

  /** For creating and deleting topics and old records. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            15_000));
  }
}
