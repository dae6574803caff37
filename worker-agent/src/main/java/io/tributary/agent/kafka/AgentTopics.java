package io.tributary.agent.kafka;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's connection to the brokers: sends heartbeats on one thread, follows assignments on
 * another, opens a job's own topics for its session.
 */
public final class AgentTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentTopics.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ClientSettings settings;
  private final AgentId self;
  private final String instance;
  private final AssignmentHandler handler;
  private final Supplier<List<Heartbeat.JobBeat>> beats;
  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private volatile boolean closed;

  public AgentTopics(
      String bootstrap,
      AgentId self,
      String instance,
      AssignmentHandler handler,
      Supplier<List<Heartbeat.JobBeat>> beats) {
    this.settings = new ClientSettings(bootstrap, self);
    this.self = self;
    this.instance = instance;
    this.handler = handler;
    this.beats = beats;
    this.producer = settings.producer("heartbeat");
  }

  public void start(Duration heartbeat) {
    heart.scheduleAtFixedRate(() -> beat(false), 0, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    Thread.ofPlatform().daemon().name("assignments").start(this::followAssignments);
  }

  private void beat(boolean leaving) {
    try {
      Heartbeat heartbeat = new Heartbeat(self.value(), instance, leaving, beats.get());
      byte[] key = self.value().getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.HEARTBEATS, 0, key, Messages.toJson(heartbeat)));
    } catch (RuntimeException e) {
      LOG.warn("heartbeat not sent: {}", e.toString());
    }
  }

  private void followAssignments() {
    boolean failing = false;
    while (!closed) {
      try (Consumer<byte[], ByteBuffer> consumer = settings.consumer(Topics.ASSIGNMENTS)) {
        consumer.seekToBeginning(consumer.assignment());
        while (!closed) {
          latest(consumer.poll(Duration.ofMillis(200)))
              .forEach((job, word) -> handler.assigned(job, word.orElse(null), this, self));
          failing = false;
        }
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.warn("assignments cannot be read, trying again: {}", e.toString());
          failing = true;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  /** The last word about each job, so that an agent that starts does not live through history. */
  private static Map<JobId, Optional<JobAssignment>> latest(
      ConsumerRecords<byte[], ByteBuffer> records) {
    Map<JobId, Optional<JobAssignment>> latest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], ByteBuffer> record : records) {
      JobId job = JobId.of(new String(record.key(), StandardCharsets.UTF_8));
      ByteBuffer value = record.value();
      latest.put(
          job,
          value == null
              ? Optional.empty()
              : Optional.of(Messages.fromJson(value, JobAssignment.class)));
    }
    return latest;
  }

  /** Connects to a job's own topics. */
  public JobTopics open(JobId job, long ledgerOffset) {
    return new JobTopics(job, settings, ledgerOffset);
  }

  /** Tells the control plane that this agent stops on purpose. Waits a moment for the brokers. */
  public void goodbye() {
    heart.shutdownNow();
    beat(true);
    producer.flush();
  }

  @Override
  public void close() {
    closed = true;
    heart.shutdownNow();
    producer.close(Duration.ofSeconds(2));
  }
}
