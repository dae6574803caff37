package io.tributary.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.ExchangedModel;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job's topics as an agent uses them, on a real broker. */
class JobTopicsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final JobId job = new JobId(UUID.randomUUID());

  @BeforeEach
  void makesTheTopics() {
    AgentBrokers.create(Topics.updates(job));
    AgentBrokers.create(Topics.contributions(job));
  }

  @Test
  void followsTheLedgerFromTheCheckpointsOffset() {
    commit(1, 2, 3);
    try (JobTopics topics = new JobTopics(job, AgentBrokers.SETTINGS, 1)) {
      assertThat(generations(topics)).containsExactly(2L, 3L);
      commit(4);
      assertThat(generations(topics)).containsExactly(4L);
    }
  }

  @Test
  void anOffsetBeyondTheEndMeansThatTheLedgerWasWipedAndBegunAgain() {
    commit(8, 9);
    try (JobTopics topics = new JobTopics(job, AgentBrokers.SETTINGS, 700)) {
      assertThat(generations(topics)).containsExactly(8L, 9L);
    }
  }

  @Test
  void whatIsSentArrivesInOrder() {
    try (JobTopics topics = new JobTopics(job, AgentBrokers.SETTINGS, 0);
        Consumer<byte[], ByteBuffer> coordinator =
            AgentBrokers.SETTINGS.consumer(Topics.contributions(job))) {
      topics.send(List.of(refusal(5), refusal(6)));
      coordinator.seekToBeginning(coordinator.assignment());
      List<Contribution> read = new ArrayList<>();
      await("both contributions arrive")
          .atMost(LONG)
          .until(
              () -> {
                coordinator
                    .poll(Duration.ofMillis(100))
                    .forEach(r -> read.add(ContributionCodec.decode(r.value())));
                return read.size() >= 2;
              });
      assertThat(read).extracting(c -> c.header().step()).containsExactly(5L, 6L);
      assertThat(topics.takeFailure()).isFalse();
    }
  }

  @Test
  void readsModelsOfThoseItListensToAndNoneOfThoseThatPileUp() {
    AgentBrokers.create(Topics.exchange(job), 3);
    ExchangedModel[] models = {model(0), model(1), model(2)};
    try (JobTopics topics = new JobTopics(job, AgentBrokers.SETTINGS, 0)) {
      topics.exchange(List.of(models));
      topics.exchange(List.of(model(1)));
      topics.listen(Set.of(0, 1), partition -> partition != 1);
      assertThat(models(topics, 1)).extracting(ExchangedModel::partition).containsExactly(0);
      topics.listen(Set.of(0, 1), partition -> true);
      assertThat(models(topics, 2)).extracting(ExchangedModel::partition).containsExactly(1, 1);
      topics.listen(Set.of(2), partition -> true);
      topics.listen(Set.of(0, 2), partition -> true);
      assertThat(models(topics, 2))
          .as("whom it listens to again it reads from the beginning")
          .extracting(ExchangedModel::partition)
          .containsExactlyInAnyOrder(0, 2);
      assertThat(topics.takeFailure()).isFalse();
    }
  }

  @Test
  void aRelayReadsWhatItsSiteSendsAndAgainFromTheBeginning() {
    AgentBrokers.create(Topics.site(job, "north"));
    commit(4);
    try (JobTopics relay = new JobTopics(job, AgentBrokers.SETTINGS, 0);
        JobTopics agent = new JobTopics(job, AgentBrokers.SETTINGS, 0)) {
      agent.send("north", List.of(refusal(5), refusal(6)));
      relay.relay("north");
      assertThat(steps(relay, 2)).containsExactly(5L, 6L);
      agent.send("north", List.of(refusal(7)));
      assertThat(steps(relay, 1)).containsExactly(7L);
      relay.relay("north");
      assertThat(steps(relay, 3)).containsExactly(5L, 6L, 7L);
      relay.relay(null);
      agent.send("north", List.of(refusal(8)));
      List<Contribution> unread = new ArrayList<>();
      relay.follow(Duration.ofMillis(500), record -> {}, model -> {}, unread::add);
      assertThat(unread).isEmpty();
      commit(5);
      assertThat(generations(relay)).as("the ledger goes on where it was").containsExactly(5L);
      assertThat(agent.takeFailure()).isFalse();
    }
  }

  private static List<Long> steps(JobTopics topics, int atLeast) {
    List<Long> seen = new ArrayList<>();
    await("contributions arrive")
        .atMost(LONG)
        .until(
            () -> {
              topics.follow(
                  Duration.ofMillis(200),
                  record -> {},
                  model -> {},
                  contribution -> seen.add(contribution.header().step()));
              return seen.size() >= atLeast;
            });
    return seen;
  }

  /** At least so many, and what else comes with the next poll. */
  private static List<ExchangedModel> models(JobTopics topics, int atLeast) {
    List<ExchangedModel> seen = new ArrayList<>();
    await("models arrive")
        .atMost(LONG)
        .until(
            () -> {
              topics.follow(Duration.ofMillis(200), record -> {}, seen::add, contribution -> {});
              return seen.size() >= atLeast;
            });
    topics.follow(Duration.ofMillis(200), record -> {}, seen::add, contribution -> {});
    return seen;
  }

  private static ExchangedModel model(int partition) {
    return new ExchangedModel(partition, 7, 0, 2, new int[] {1, 2});
  }

  @Test
  void wakingEndsAWaitForTheLedger() {
    try (JobTopics topics = new JobTopics(job, AgentBrokers.SETTINGS, 0)) {
      topics.wake();
      List<LedgerRecord> seen = new ArrayList<>();
      topics.follow(Duration.ofHours(1), seen::add, model -> {}, contribution -> {});
      assertThat(seen).isEmpty();
    }
  }

  /** Until the end of the ledger is reached. */
  private static List<Long> generations(JobTopics topics) {
    List<Long> seen = new ArrayList<>();
    await("the agent is caught up")
        .atMost(LONG)
        .until(
            () ->
                topics.follow(
                        Duration.ofMillis(200),
                        record -> seen.add(record.generation().value()),
                        model -> {},
                        contribution -> {})
                    && !seen.isEmpty());
    return seen;
  }

  private void commit(long... generations) {
    for (long generation : generations) {
      AgentBrokers.write(
          Topics.updates(job),
          null,
          LedgerCodec.encode(new LedgerRecord.Marker(new Generation(generation))));
    }
  }

  private Contribution refusal(long step) {
    Contribution.Header header =
        new Contribution.Header(
            job, new Generation(1), step, 0, new AgentId("a"), PartitionSet.of(List.of(0)));
    return new Contribution.Refusal(header, new int[] {3}, true);
  }
}
