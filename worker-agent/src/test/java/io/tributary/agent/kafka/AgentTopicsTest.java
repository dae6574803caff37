package io.tributary.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import io.tributary.testing.TestKafka;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Assignments and heartbeats on a real broker. */
class AgentTopicsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** What the handler was told: the job, and the generation or 0 where the job ended. */
  private record Word(UUID job, long generation) {}

  @BeforeAll
  static void makesTheTopics() {
    AgentBrokers.create(Topics.ASSIGNMENTS);
    AgentBrokers.create(Topics.HEARTBEATS);
  }

  @Test
  void anAgentThatWasAwayLearnsTheLastWordAboutEachJobAndThenEveryNewOne() {
    UUID going = UUID.randomUUID();
    UUID ended = UUID.randomUUID();
    announce(going, 1);
    announce(ended, 1);
    announce(going, 2);
    withdraw(ended);
    List<Word> words = new CopyOnWriteArrayList<>();
    try (AgentTopics topics = agent("away-and-back", words)) {
      topics.start(Duration.ofSeconds(2));
      await("the agent catches up").atMost(LONG).until(() -> words.contains(new Word(ended, 0)));
      assertThat(about(going, words)).endsWith(2L);
      announce(going, 3);
      await("the agent hears of generation 3")
          .atMost(LONG)
          .until(() -> words.contains(new Word(going, 3)));
    }
  }

  @Test
  void anAgentBeatsAndItsLastHeartbeatSaysThatItLeaves() {
    String name = "leaves-" + UUID.randomUUID();
    try (AgentTopics topics = agent(name, new CopyOnWriteArrayList<>());
        Consumer<byte[], ByteBuffer> controlPlane =
            AgentBrokers.SETTINGS.consumer(Topics.HEARTBEATS)) {
      controlPlane.seekToBeginning(controlPlane.assignment());
      topics.start(Duration.ofMillis(100));
      List<Heartbeat> heard = new ArrayList<>();
      await("two heartbeats").atMost(LONG).until(() -> hear(controlPlane, name, heard) >= 2);
      assertThat(heard).allSatisfy(beat -> assertThat(beat.leaving()).isFalse());
      topics.goodbye();
      await("the goodbye")
          .atMost(LONG)
          .until(() -> hear(controlPlane, name, heard) > 0 && heard.getLast().leaving());
      assertThat(heard.getLast().instance()).isEqualTo("instance");
    }
  }

  private static AgentTopics agent(String name, List<Word> words) {
    return new AgentTopics(
        TestKafka.bootstrap(),
        new AgentId(name),
        "instance",
        (job, assignment, from, self) ->
            words.add(new Word(job.value(), assignment == null ? 0 : assignment.generation())),
        List::of);
  }

  private static int hear(
      Consumer<byte[], ByteBuffer> consumer, String agent, List<Heartbeat> heard) {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(
            record -> {
              Heartbeat beat = Messages.fromJson(record.value(), Heartbeat.class);
              if (beat.agent().equals(agent)) {
                heard.add(beat);
              }
            });
    return heard.size();
  }

  private static List<Long> about(UUID job, List<Word> words) {
    return words.stream().filter(w -> w.job().equals(job)).map(Word::generation).toList();
  }

  private static void announce(UUID job, long generation) {
    JobAssignment assignment = new JobAssignment(job, generation, Map.of("a", List.of(0)));
    AgentBrokers.write(Topics.ASSIGNMENTS, key(job), Messages.toJson(assignment));
  }

  private static void withdraw(UUID job) {
    AgentBrokers.write(Topics.ASSIGNMENTS, key(job), null);
  }

  private static byte[] key(UUID job) {
    return new JobId(job).toString().getBytes(StandardCharsets.UTF_8);
  }
}
