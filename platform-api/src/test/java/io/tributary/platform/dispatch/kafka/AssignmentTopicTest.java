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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AssignmentTopicTest {
  @Test
  void agentsReadWhatIsAnnouncedAndThenThatItIsWithdrawn() {
    JobId job = new JobId(UUID.randomUUID());
    JobAssignment assignment =
        new JobAssignment(job.value(), 7, Map.of("a", List.of(0, 2), "b", List.of(1)));
    try (TopicKeeper topics = TestBrokers.topics();
        AssignmentTopic board = new AssignmentTopic(TestBrokers.clients())) {
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
}
