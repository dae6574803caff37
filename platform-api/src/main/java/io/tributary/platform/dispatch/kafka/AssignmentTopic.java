package io.tributary.platform.dispatch.kafka;

import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.dispatch.AssignmentBoard;
import io.tributary.platform.kafka.Brokers;
import io.tributary.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code tributary.assignments}: compacted, keyed by job. What the brokers did not take is said
 * again once they answer, unless there is a newer word about the job. Thread-safe.
 */
@Component
class AssignmentTopic implements AssignmentBoard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentTopic.class);

  private final Producer<byte[], byte[]> producer;
  private final BooleanSupplier brokersAnswer;
  private final Map<JobId, Word> newest = new ConcurrentHashMap<>();

  /** The newest word about a job, until the brokers have it. */
  private static final class Word {
    final byte @Nullable [] value;
    volatile boolean refused;

    Word(byte @Nullable [] value) {
      this.value = value;
    }
  }

  @Autowired
  AssignmentTopic(KafkaClients clients, Brokers brokers) {
    this(clients.producer("assignments"), () -> brokers.awaySince() == null);
  }

  AssignmentTopic(Producer<byte[], byte[]> producer, BooleanSupplier brokersAnswer) {
    this.producer = producer;
    this.brokersAnswer = brokersAnswer;
  }

  @Override
  public void announce(JobAssignment assignment) {
    say(assignment.jobId(), Messages.toJson(assignment));
  }

  @Override
  public void withdraw(JobId job) {
    say(job, null);
  }

  private synchronized void say(JobId job, byte @Nullable [] value) {
    Word word = new Word(value);
    newest.put(job, word);
    send(job, word);
  }

  private void send(JobId job, Word word) {
    byte[] key = job.toString().getBytes(StandardCharsets.UTF_8);
    word.refused = false;
    producer.send(
        new ProducerRecord<>(Topics.ASSIGNMENTS, 0, key, word.value),
        (metadata, failure) -> answered(job, word, failure));
  }

  /** On the client's own thread, which sending may wait for: it must not wait for senders. */
  private void answered(JobId job, Word word, @Nullable Exception failure) {
    if (failure == null) {
      newest.remove(job, word);
    } else {
      LOG.warn("[job={}] assignment not announced yet: {}", job, failure.toString());
      word.refused = true;
    }
  }

  /** Agents would wait for ever for a word that was lost. */
  @Scheduled(fixedDelayString = "${tributary.kafka.say-again-every:PT1S}")
  synchronized void sayAgain() {
    if (brokersAnswer.getAsBoolean()) {
      newest.forEach(
          (job, word) -> {
            if (word.refused) {
              send(job, word);
            }
          });
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
