package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Left uncovered: brokers that go away between two calls, which end-to-end tests do. */
class TopicKeeperTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final JobId job = new JobId(UUID.randomUUID());

  @Test
  void makesAJobsTopicsOnceHoweverOftenItIsAsked() throws Exception {
    try (TopicKeeper topics = TestBrokers.topics()) {
      topics.ensure(job, 0);
      topics.ensure(job, 0);
      topics.ensureShared();
      topics.ensureShared();
    }
    assertThat(names())
        .contains(
            Topics.contributions(job), Topics.updates(job), Topics.ASSIGNMENTS, Topics.HEARTBEATS);
  }

  @Test
  void trimsToAnOffsetAndKeepsWhatFollows() {
    try (TopicKeeper topics = TestBrokers.topics();
        Producer<byte[], byte[]> producer = TestBrokers.clients().producer("trim")) {
      topics.ensure(job, 0);
      for (byte i = 0; i < 5; i++) {
        producer.send(new ProducerRecord<>(Topics.updates(job), 0, null, new byte[] {i}));
      }
      producer.flush();
      topics.trim(Topics.updates(job), 3);
      await("the records before offset 3 go")
          .atMost(LONG)
          .until(() -> TestBrokers.beginning(Topics.updates(job)) == 3);
    }
    assertThat(TestBrokers.records(Topics.updates(job)))
        .extracting(record -> record.value().get(0))
        .containsExactly((byte) 3, (byte) 4);
  }

  @Test
  void deletesOneTopicAndLeavesTheOther() {
    try (TopicKeeper topics = TestBrokers.topics()) {
      topics.ensure(job, 0);
      topics.delete(Topics.contributions(job));
      topics.delete("tributary.job.never-made");
      await("the topic goes")
          .atMost(LONG)
          .until(() -> !names().contains(Topics.contributions(job)));
    }
    await("the other one stays").atMost(LONG).until(() -> names().contains(Topics.updates(job)));
  }

  @Test
  void saysThatNoBrokerAnswers() {
    // Port 1 on this machine: nobody listens, connections are refused at once.
    KafkaSettings nowhere = new KafkaSettings("127.0.0.1:1", null, (short) 1);
    KafkaClients clients = new KafkaClients(nowhere);
    try (TopicKeeper topics = new TopicKeeper(clients, nowhere);
        Brokers brokers = new Brokers(clients, nowhere, Clock.systemUTC())) {
      assertThat(brokers.problems()).isEmpty();
      brokers.probe();
      assertThat(brokers.awaySince()).isNotNull();
      assertThat(brokers.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("BROKERS_AWAY");
                assertThat(problem.cause()).contains("127.0.0.1:1");
              });
      assertThatThrownBy(() -> topics.ensure(job, 0))
          .isInstanceOf(BrokersUnavailable.class)
          .hasMessageContaining(Topics.contributions(job));
    }
  }

  @Test
  void saysThatBrokersAnswer() {
    KafkaSettings here = new KafkaSettings(TestBrokers.address(), null, (short) 1);
    try (Brokers brokers = new Brokers(TestBrokers.clients(), here, Clock.systemUTC())) {
      brokers.probe();
      assertThat(brokers.awaySince()).isNull();
      assertThat(brokers.problems()).isEmpty();
    }
  }

  private static Set<String> names() throws ExecutionException, InterruptedException {
    try (Admin admin = TestBrokers.clients().admin()) {
      return admin.listTopics().names().get();
    }
  }
}
