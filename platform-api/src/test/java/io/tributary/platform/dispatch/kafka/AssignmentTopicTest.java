package io.tributary.platform.dispatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.Messages;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.kafka.TestBrokers;
import io.tributary.platform.kafka.TopicKeeper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AssignmentTopicTest {
  @Test
  void agentsReadWhatIsAnnouncedAndThenThatItIsWithdrawn() {
    JobId job = new JobId(UUID.randomUUID());
    JobAssignment assignment =
        new JobAssignment(job.value(), 7, Map.of("a", List.of(0, 2), "b", List.of(1)));
    try (TopicKeeper topics = TestBrokers.topics();
        AssignmentTopic board =
            new AssignmentTopic(TestBrokers.clients().producer("assignments"), () -> true)) {
      topics.ensureShared();
      board.announce(assignment);
      board.withdraw(job);
    }
    List<ConsumerRecord<byte[], ByteBuffer>> ours =
        TestBrokers.records(Topics.ASSIGNMENTS).stream()
            .filter(r -> new String(r.key(), StandardCharsets.UTF_8).equals(job.toString()))
            .toList();
    assertThat(ours).hasSize(2);
    assertThat(Messages.fromJson(ours.getFirst().value(), JobAssignment.class))
        .isEqualTo(assignment);
    assertThat(ours.getLast().value()).isNull();
  }

  /** An agent that never hears of its partitions would hold the job up for ever. */
  @Test
  void whatTheBrokersDidNotTakeIsSaidAgainUnlessThereIsANewerWord() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    AtomicBoolean answering = new AtomicBoolean();
    JobId job = new JobId(UUID.randomUUID());
    try (AssignmentTopic board = new AssignmentTopic(producer, answering::get)) {
      board.announce(new JobAssignment(job.value(), 1, Map.of()));
      producer.errorNext(new TimeoutException("planned"));
      board.announce(new JobAssignment(job.value(), 2, Map.of()));
      producer.errorNext(new TimeoutException("planned"));
      board.sayAgain();
      assertThat(generations(producer)).as("while no broker answers").containsExactly(1L, 2L);
      answering.set(true);
      board.sayAgain();
      assertThat(generations(producer)).containsExactly(1L, 2L, 2L);
      board.sayAgain();
      assertThat(generations(producer)).as("while it is on its way").hasSize(3);
      producer.completeNext();
      board.sayAgain();
      assertThat(generations(producer)).as("once it is there").hasSize(3);
    }
  }

  private static List<Long> generations(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream()
        .map(r -> Messages.fromJson(ByteBuffer.wrap(r.value()), JobAssignment.class).generation())
        .toList();
  }
}
