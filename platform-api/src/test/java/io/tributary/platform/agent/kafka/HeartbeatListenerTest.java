package io.tributary.platform.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.agent.HeartbeatSink;
import io.tributary.platform.kafka.TestBrokers;
import io.tributary.platform.kafka.TopicKeeper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class HeartbeatListenerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void hearsHeartbeatsDropsWhatIsNoneAndHasAgentsReviewedMeanwhile() {
    HeardHere sink = new HeardHere();
    Heartbeat.JobBeat beat =
        new Heartbeat.JobBeat(UUID.randomUUID(), 3, 12, "computing", 1.5, 200, null);
    Heartbeat heartbeat = new Heartbeat("a-1", "instance", false, List.of(beat));
    try (TopicKeeper topics = TestBrokers.topics();
        Producer<byte[], byte[]> agent = TestBrokers.clients().producer("agent")) {
      HeartbeatListener listener =
          new HeartbeatListener(TestBrokers.clients(), topics, sink, Clock.systemUTC());
      listener.start();
      try {
        await("a heartbeat is heard")
            .atMost(LONG)
            .until(
                () -> {
                  // Repeated: what is sent before the listener is positioned is rightly skipped.
                  send(agent, "no heartbeat".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                  send(agent, Messages.toJson(heartbeat));
                  return !sink.heard.isEmpty();
                });
        await("agents are reviewed").atMost(LONG).until(() -> sink.reviews.get() > 1);
      } finally {
        listener.stop();
      }
    }
    assertThat(sink.heard).containsOnly(heartbeat);
    assertThat(sink.listening).hasValue(1);
  }

  private static void send(Producer<byte[], byte[]> agent, byte[] value) {
    agent.send(new ProducerRecord<>(Topics.HEARTBEATS, 0, null, value));
    agent.flush();
  }

  private static final class HeardHere implements HeartbeatSink {
    private final List<Heartbeat> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger reviews = new AtomicInteger();
    private final AtomicInteger listening = new AtomicInteger();

    @Override
    public void heard(Heartbeat heartbeat) {
      heard.add(heartbeat);
    }

    @Override
    public void review() {
      reviews.incrementAndGet();
    }

    @Override
    public void listening() {
      listening.incrementAndGet();
    }
  }
}
