package io.tributary.platform.aggregation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.aggregation.JobWire;
import io.tributary.platform.kafka.TestBrokers;
import io.tributary.platform.kafka.TopicKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job's wire on a real broker. */
class KafkaJobWireTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final JobId job = new JobId(UUID.randomUUID());
  private final TopicKeeper topics = TestBrokers.topics();
  private final Producer<byte[], byte[]> agent = TestBrokers.clients().producer("agent");

  @SuppressWarnings("NullAway.Init") // set before every test
  private JobWire wire;

  @BeforeEach
  void opens() {
    wire = new KafkaJobWires(TestBrokers.clients(), topics).open(job, 0);
    wire.skipToEnd();
  }

  @AfterEach
  void closes() {
    wire.close();
    agent.close();
    topics.close();
  }

  @Test
  void whatIsAppendedIsReplayedBetweenTwoOffsets() {
    assertThat(wire.append(markers(1)).join()).isEqualTo(1);
    assertThat(wire.append(markers(2, 3, 4)).join()).isEqualTo(4);
    assertThat(replayed(0, 4)).containsExactlyElementsOf(markers(1, 2, 3, 4));
    assertThat(replayed(1, 3)).containsExactlyElementsOf(markers(2, 3));
  }

  @Test
  void anOffsetThatTheLedgerDoesNotHoldMeansItsBeginning() {
    wire.append(markers(1, 2)).join();
    assertThat(replayed(700, 2)).as("wiped and begun again").isEqualTo(markers(1, 2));
    wire.append(markers(3)).join();
    wire.trim(2);
    await("the ledger is trimmed")
        .atMost(LONG)
        .until(() -> TestBrokers.beginning(Topics.updates(job)) == 2);
    assertThat(replayed(0, 3)).as("trimmed").isEqualTo(markers(3));
  }

  @Test
  void contributionsComeInOrderAndACorruptOneIsDropped() {
    contribute(ContributionCodec.encode(refusal(1)));
    contribute(new byte[] {'n', 'o'});
    contribute(ContributionCodec.encode(refusal(2)));
    List<Contribution> read = new ArrayList<>();
    await("both contributions arrive")
        .atMost(LONG)
        .until(
            () -> {
              read.addAll(wire.poll(Duration.ofMillis(100)));
              return read.size() >= 2;
            });
    assertThat(read).extracting(c -> c.header().step()).containsExactly(1L, 2L);
  }

  @Test
  void contributionsBeforeSkippingToTheEndAreNotSeen() {
    contribute(ContributionCodec.encode(refusal(1)));
    wire.skipToEnd();
    contribute(ContributionCodec.encode(refusal(2)));
    List<Contribution> read = new ArrayList<>();
    await("the second contribution arrives")
        .atMost(LONG)
        .until(
            () -> {
              read.addAll(wire.poll(Duration.ofMillis(100)));
              return !read.isEmpty();
            });
    assertThat(read).extracting(c -> c.header().step()).containsExactly(2L);
  }

  @Test
  void wakingEndsAPollThatWaits() {
    wire.wake();
    assertThat(wire.poll(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void forgettingGivesContributionsThatWereReadBackAndLeavesTheLedger() {
    wire.append(markers(1)).join();
    contribute(ContributionCodec.encode(refusal(1)));
    await("the contribution arrives")
        .atMost(LONG)
        .until(() -> !wire.poll(Duration.ofMillis(100)).isEmpty());
    wire.forgetContributions();
    await("the contribution goes")
        .atMost(LONG)
        .until(() -> TestBrokers.beginning(Topics.contributions(job)) == 1);
    assertThat(TestBrokers.beginning(Topics.updates(job))).isZero();
  }

  private List<LedgerRecord> replayed(long from, long to) {
    List<LedgerRecord> records = new ArrayList<>();
    wire.replay(from, to, records::add);
    return records;
  }

  private static List<LedgerRecord> markers(long... generations) {
    return LongStream.of(generations)
        .<LedgerRecord>mapToObj(g -> new LedgerRecord.Marker(new Generation(g)))
        .toList();
  }

  private Contribution refusal(long step) {
    Contribution.Header header =
        new Contribution.Header(
            job, new Generation(1), step, 0, new AgentId("a"), PartitionSet.of(List.of(0)));
    return new Contribution.Refusal(header, new int[] {3}, true);
  }

  private void contribute(byte[] value) {
    agent.send(new ProducerRecord<>(Topics.contributions(job), 0, null, value));
    agent.flush();
  }
}
