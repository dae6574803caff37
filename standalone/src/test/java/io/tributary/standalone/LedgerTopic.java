package io.tributary.standalone;

import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** A job's ledger as anybody with access to the brokers can read it. */
final class LedgerTopic {
  private LedgerTopic() {}

  /** Every record of the job's updates topic, oldest first. */
  static List<LedgerRecord> of(LocalPlatform platform, String job) {
    TopicPartition updates = new TopicPartition(Topics.updates(JobId.of(job)), 0);
    List<LedgerRecord> records = new ArrayList<>();
    try (KafkaConsumer<byte[], ByteBuffer> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", platform.endpoints().orElseThrow().kafka()),
            new ByteArrayDeserializer(),
            new ByteBufferDeserializer())) {
      consumer.assign(List.of(updates));
      consumer.seekToBeginning(List.of(updates));
      long end = consumer.endOffsets(List.of(updates)).getOrDefault(updates, 0L);
      while (consumer.position(updates) < end) {
        for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(Duration.ofMillis(500))) {
          records.add(LedgerCodec.decode(record.value()));
        }
      }
    }
    return records;
  }
}
