package io.tributary.agent.kafka;

import io.tributary.engine.id.AgentId;
import io.tributary.testing.TestKafka;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** The brokers as the control plane sees them, for tests of the agent. */
final class AgentBrokers {
  static final ClientSettings SETTINGS =
      new ClientSettings(TestKafka.bootstrap(), new AgentId("test"));

  private AgentBrokers() {}

  static void create(String topic) {
    create(topic, 1);
  }

  static void create(String topic, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", SETTINGS.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create " + topic, e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns when the broker has the record. */
  static void write(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    try (Producer<byte[], byte[]> producer = SETTINGS.producer("control-plane")) {
      producer.send(new ProducerRecord<>(topic, 0, key, value));
      producer.flush();
    }
  }
}
