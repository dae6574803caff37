package io.tributary.platform.dispatch.kafka;

import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.dispatch.AssignmentBoard;
import io.tributary.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** {@code tributary.assignments}: compacted, keyed by job. Thread-safe. */
@Component
class AssignmentTopic implements AssignmentBoard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentTopic.class);

  private final Producer<byte[], byte[]> producer;

  AssignmentTopic(KafkaClients clients) {
    this.producer = clients.producer("assignments");
  }

  @Override
  public void announce(JobAssignment assignment) {
    send(assignment.jobId(), Messages.toJson(assignment));
  }

  @Override
  public void withdraw(JobId job) {
    send(job, null);
  }

  private void send(JobId job, byte @Nullable [] value) {
    byte[] key = job.toString().getBytes(StandardCharsets.UTF_8);
    producer.send(
        new ProducerRecord<>(Topics.ASSIGNMENTS, 0, key, value),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warn("[job={}] assignment not announced: {}", job, failure.toString());
          }
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
