package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateAgentsTest {
  private static final AgentId A = new AgentId("a");
  private static final AgentId B = new AgentId("b");
  private static final Map<Integer, AgentId> OWNERS = Map.of(0, A, 1, A, 2, B, 3, B);
  private static final List<Integer> OF_B = List.of(2, 3);
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);

  private final LateAgents late =
      new LateAgents(
          4,
          new PlacementSettings(
              Duration.ofSeconds(10),
              0.15,
              3,
              Duration.ofSeconds(1),
              Duration.ofSeconds(30),
              Duration.ofSeconds(30)));
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void bothAgentsHaveContributedToSteps() {
    late.assigned();
    late.turn(now);
    for (int round = 0; round < 10; round++) {
      late.contributed(A);
      late.contributed(B);
      pass(50);
      late.committed(false);
    }
  }

  private void pass(long millis) {
    for (long turn = 0; turn < millis; turn += 50) {
      now = now.plusMillis(50);
      late.turn(now);
    }
  }

  @Test
  void nobodyIsLateBeforeTheLeastTime() {
    pass(950);
    assertThat(late.of(false, OF_B, OWNERS)).isEmpty();
    pass(50);
    assertThat(late.of(false, OF_B, OWNERS)).containsExactly(B);
    assertThat(late.waitedSeconds()).isEqualTo(1);
  }

  @Test
  void longStepsHaveLongerPatience() {
    for (int step = 0; step < 31; step++) {
      pass(1000);
      late.committed(false);
    }
    pass(2950);
    assertThat(late.of(false, OF_B, OWNERS)).isEmpty();
    pass(50);
    assertThat(late.of(false, OF_B, OWNERS)).containsExactly(B);
  }

  @Test
  void stepsThatEvaluateAreComparedWithSuchStepsOnly() {
    pass(20_000);
    assertThat(late.of(true, OF_B, OWNERS)).as("none was seen yet").isEmpty();
    late.committed(true);
    pass(20_000);
    assertThat(late.of(true, OF_B, OWNERS)).isEmpty();
    assertThat(late.of(false, OF_B, OWNERS)).containsExactly(B);
  }

  @Test
  void whereNobodyContributedPatienceIsFourTimesAsLong() {
    pass(3950);
    assertThat(late.of(false, ALL, OWNERS)).isEmpty();
    pass(50);
    assertThat(late.of(false, ALL, OWNERS)).containsExactly(A, B);
  }

  @Test
  void afterAnAssignmentAgentsMayJoinFirst() {
    late.assigned();
    late.contributed(A);
    pass(29_950);
    assertThat(late.of(false, OF_B, OWNERS)).isEmpty();
    pass(50);
    assertThat(late.of(false, OF_B, OWNERS)).containsExactly(B);
  }

  @Test
  void timeInWhichTheLoopDidNotTurnCountsLittle() {
    now = now.plusSeconds(60);
    late.turn(now);
    assertThat(late.somebodyMayBe()).isFalse();
    assertThat(late.waitedSeconds()).isEqualTo(0.2);
  }

  @Test
  void aPauseIsNobodysFault() {
    pass(60_000);
    late.resumed();
    assertThat(late.somebodyMayBe()).isFalse();
  }
}
