package io.tributary.agent.kafka;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.wire.TopicClients;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Clients of this agent, with the settings that the control plane uses too; they belong to the
 * caller.
 */
record ClientSettings(String bootstrap, AgentId self) {

  Producer<byte[], byte[]> producer(String purpose) {
    return new KafkaProducer<>(
        TopicClients.producer(bootstrap, self + "-" + purpose),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * Reads {@code topic}'s only Kafka partition; not positioned yet. Values are views of what was
   * fetched.
   */
  Consumer<byte[], ByteBuffer> consumer(String topic) {
    Consumer<byte[], ByteBuffer> consumer =
        new KafkaConsumer<>(
            TopicClients.consumer(bootstrap),
            new ByteArrayDeserializer(),
            new ByteBufferDeserializer());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    return consumer;
  }
}
