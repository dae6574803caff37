package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.wire.PackedInts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A site of partitions 0 to 11, beside 12 to 19 that contribute themselves. */
class RelayTest {
  private static final TrainingPlan PLAN = StepSumTest.PLAN;
  private static final Generation FIRST = new Generation(1);
  private static final PartitionSet SITE = PartitionSet.first(12);
  private static final AgentId SELF = new AgentId("relay");

  private final Relay relay = new Relay(PLAN, SELF, FIRST, SITE, ChunkWorkers.IN_LINE);

  private static List<Contribution> ofSite() {
    return StepSumTest.CONTRIBUTIONS.stream()
        .filter(contribution -> SITE.containsAll(contribution.header().partitions()))
        .toList();
  }

  private List<Contribution> relayed(List<Contribution> contributions) {
    List<Contribution> sent = new ArrayList<>();
    for (Contribution contribution : contributions) {
      // As on the wire.
      relay.receive(contribution, 0).stream()
          .map(c -> ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(c))))
          .forEach(sent::add);
    }
    return sent;
  }

  @Test
  void theCoordinatorCommitsTheSameBytes() {
    List<byte[]> direct = StepSumTest.update(StepSumTest.CONTRIBUTIONS, ChunkWorkers.IN_LINE);
    List<Contribution> arrived = new ArrayList<>(ofSite());
    Collections.shuffle(arrived, new Random(3));
    arrived.addAll(arrived.subList(0, 20));
    List<Contribution> sent = relayed(arrived);
    assertThat(sent).hasSize(StepSumTest.LAYOUT.chunks());
    assertThat(sent.getFirst().header().partitions()).isEqualTo(SITE);
    assertThat(sent.getFirst().header().agent()).isEqualTo(SELF);
    StepReport report = Objects.requireNonNull(((Contribution.Sum) sent.getFirst()).report());
    assertThat(report.times().computeMicros()).isEqualTo(1);
    assertThat(report.train().rows()).isEqualTo(12 * 2);
    sent.addAll(StepSumTest.CONTRIBUTIONS.subList(ofSite().size(), 60));
    assertThat(StepSumTest.update(sent, ChunkWorkers.IN_LINE)).containsExactlyElementsOf(direct);
  }

  @Test
  void nothingIsSentBeforeAllAreIn() {
    assertThat(relayed(ofSite().subList(0, 35))).isEmpty();
    assertThat(relayed(ofSite().subList(35, 36))).hasSize(3);
    assertThat(relayed(ofSite())).as("once").isEmpty();
  }

  /** As without a relay: the step is issued again on the coarsest grid that somebody needs. */
  @Test
  void aRefusalIsWhatAllWouldHaveNeededTogether() {
    List<Contribution> refused = new ArrayList<>(ofSite().subList(3, 36));
    refused.add(
        new Contribution.Refusal(ofSite().getFirst().header(), new int[] {-20, 7, -3}, true));
    List<Contribution> sent = relayed(refused);
    StepSum direct = new StepSum(StepSumTest.LAYOUT, PLAN, ChunkWorkers.IN_LINE, SITE);
    refused.forEach(direct::add);
    assertThat(sent)
        .singleElement()
        .isInstanceOfSatisfying(
            Contribution.Refusal.class,
            refusal -> {
              assertThat(refusal.neededExponents()).containsExactly(direct.needed());
              assertThat(refusal.neededExponents()).containsExactly(-1, 7, -1);
              assertThat(refusal.finite()).isTrue();
              assertThat(refusal.header().partitions()).isEqualTo(SITE);
            });
  }

  @Test
  void aNewerAttemptBeginsAnewAndAnOlderOneDoesNotCount() {
    relayed(ofSite().subList(0, 20));
    List<Contribution> again = ofSite().stream().map(c -> with(c, FIRST, 0, 1)).toList();
    assertThat(relayed(again.subList(0, 30))).isEmpty();
    assertThat(relayed(ofSite())).isEmpty();
    assertThat(relayed(again.subList(30, 36)))
        .hasSize(3)
        .allSatisfy(sent -> assertThat(sent.header().attempt()).isEqualTo(1));
  }

  @Test
  void onlyItsGenerationAndStepsThatCanBeOpenCount() {
    assertThat(relayed(ofSite().stream().map(c -> with(c, new Generation(2), 0, 0)).toList()))
        .isEmpty();
    assertThat(relayed(ofSite().stream().map(c -> with(c, FIRST, 2, 0)).toList())).isEmpty();
    assertThat(relayed(ofSite().stream().map(c -> with(c, FIRST, 1, 0)).toList())).hasSize(3);
    assertThat(relayed(ofSite())).as("the replica is a step behind").hasSize(3);
  }

  @Test
  void anEvaluationIsSummedAndKeepsItsDigest() {
    byte[] digest = new byte[32];
    digest[3] = 9;
    List<Contribution> sent = new ArrayList<>();
    for (int partition = 0; partition < 12; partition++) {
      sent.addAll(relay.receive(evaluation(partition, digest), 0));
    }
    assertThat(sent)
        .singleElement()
        .isInstanceOfSatisfying(
            Contribution.Sum.class,
            sum -> {
              assertThat(sum.values().length()).isZero();
              StepReport report = Objects.requireNonNull(sum.report());
              assertThat(report.parametersDigest()).isEqualTo(digest);
              assertThat(Objects.requireNonNull(report.evaluation()).rows()).isEqualTo(12 * 2);
            });
  }

  /** A sum has one digest; the coordinator must see whose differs. */
  @Test
  void whereDigestsDifferTheCoordinatorGetsBothReports() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(relay.receive(evaluation(0, new byte[32]), 0)).isEmpty();
    Contribution wrong = evaluation(1, other);
    assertThat(relay.receive(wrong, 0))
        .hasSize(2)
        .extracting(c -> c.header().partitions().toList())
        .containsExactly(List.of(0), List.of(1));
    for (int partition = 2; partition < 12; partition++) {
      assertThat(relay.receive(evaluation(partition, new byte[32]), 0)).isEmpty();
    }
  }

  @Test
  void stepsOfTheirOwnAreNotSummed() {
    assertThat(Relay.fits(PLAN)).isTrue();
    TrainingPlan own =
        new TrainingPlan(
            PLAN.job(),
            PLAN.task(),
            PLAN.model(),
            PLAN.optimizer(),
            PLAN.schedule(),
            PLAN.regularization(),
            PLAN.preprocessing(),
            PLAN.batches(),
            1,
            1_000,
            new StrategyDefinition.Asynchronous(),
            new CompressionDefinition.None());
    assertThat(Relay.fits(own)).isFalse();
  }

  private static Contribution evaluation(int partition, byte @Nullable [] digest) {
    return new Contribution.Sum(
        new Contribution.Header(
            PLAN.job(),
            FIRST,
            0,
            0,
            new AgentId("agent-" + partition),
            PartitionSet.of(List.of(partition))),
        0,
        0,
        Grid.LOWEST_EXPONENT,
        PackedInts.none(),
        new StepReport(
            StepSumTest.ROWS, StepSumTest.ROWS, digest, new StepTimes(1, 0, 0, 0, 0, 0)));
  }

  private static Contribution with(
      Contribution like, Generation generation, long step, int attempt) {
    Contribution.Sum sum = (Contribution.Sum) like;
    Contribution.Header header = sum.header();
    return new Contribution.Sum(
        new Contribution.Header(
            header.job(), generation, step, attempt, header.agent(), header.partitions()),
        step,
        sum.chunk(),
        sum.neededExponent(),
        sum.values(),
        sum.report());
  }
}
