package io.tributary.platform.agent.kafka;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.wire.CorruptRecordException;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.agent.HeartbeatSink;
import io.tributary.platform.kafka.KafkaClients;
import io.tributary.platform.kafka.TopicKeeper;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads {@code tributary.heartbeats} on its own thread and has the agents reviewed once a second.
 * Survives brokers and database being away: it says so once and goes on trying.
 */
@Component
class HeartbeatListener implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatListener.class);
  private static final Duration REVIEW = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final TopicKeeper topics;
  private final HeartbeatSink sink;
  private final Clock clock;
  private volatile boolean running;
  private @Nullable Thread thread;

  HeartbeatListener(KafkaClients clients, TopicKeeper topics, HeartbeatSink sink, Clock clock) {
    this.clients = clients;
    this.topics = topics;
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("heartbeats").start(this::listenUntilStopped);
  }

  private void listenUntilStopped() {
    boolean failing = false;
    while (running) {
      try {
        topics.ensureShared();
        try (Consumer<byte[], ByteBuffer> consumer = clients.consumer(Topics.HEARTBEATS)) {
          consumer.seekToEnd(consumer.assignment());
          sink.listening();
          failing = false;
          listen(consumer);
        }
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.warn("Heartbeats cannot be read; trying again: {}", e.toString());
          failing = true;
        }
        LockSupport.parkNanos(REVIEW.toNanos());
      }
    }
  }

  private void listen(Consumer<byte[], ByteBuffer> consumer) {
    Instant reviewed = Instant.EPOCH;
    while (running) {
      for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(Duration.ofMillis(250))) {
        read(record);
      }
      if (Duration.between(reviewed, clock.instant()).compareTo(REVIEW) >= 0) {
        reviewed = clock.instant();
        sink.review();
      }
    }
  }

  private void read(ConsumerRecord<byte[], ByteBuffer> record) {
    try {
      sink.heard(Messages.fromJson(record.value(), Heartbeat.class));
    } catch (CorruptRecordException e) {
      LOG.warn("heartbeat at offset {} dropped: {}", record.offset(), e.getMessage());
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread listening = thread;
    if (listening != null) {
      try {
        listening.join(Duration.ofSeconds(3));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
