package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.dispatch.AgentSpeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentSpeedsTest {
  private static final AgentId A = new AgentId("a");

  private final AgentSpeeds speeds = new AgentSpeeds(Duration.ofMinutes(5));
  private Instant now = Instant.EPOCH;

  private void reviews(int count, double computeMillis, double totalMillis) {
    for (int review = 0; review < count; review++) {
      speeds.heard(A, 10, computeMillis, totalMillis);
      speeds.heard(A, 10, computeMillis, totalMillis);
      now = now.plusMillis(500);
      speeds.review(now, Set.of(A));
    }
  }

  @Test
  void aSpeedIsKnownAfterAFewReviews() {
    reviews(3, 20, 25);
    assertThat(speeds.known()).isEmpty();
    reviews(1, 20, 25);
    assertThat(speeds.known()).containsEntry(A, new AgentSpeed(5, 2));
  }

  @Test
  void oneHiccupMovesNothing() {
    reviews(6, 20, 25);
    reviews(1, 900, 2000);
    assertThat(speeds.known()).containsEntry(A, new AgentSpeed(5, 2));
  }

  @Test
  void whatStaysIsBelieved() {
    reviews(8, 20, 25);
    reviews(5, 100, 110);
    assertThat(speeds.known()).containsEntry(A, new AgentSpeed(10, 10));
  }

  @Test
  void stepsThatSayNothingAboutTheWayThereCountTheirRowsOnly() {
    reviews(4, 20, Double.NaN);
    assertThat(speeds.known()).containsEntry(A, new AgentSpeed(0, 2));
  }

  @Test
  void theSpeedOfAnIdleAgentIsRememberedForAWhileThenItIsTriedAgain() {
    reviews(4, 20, 25);
    speeds.review(now.plus(Duration.ofMinutes(4)), Set.of());
    assertThat(speeds.known()).containsKey(A);
    assertThat(speeds.onProbation()).isEmpty();
    speeds.review(now.plus(Duration.ofMinutes(5)), Set.of());
    assertThat(speeds.known()).isEmpty();
    assertThat(speeds.onProbation()).containsExactly(A);
    now = now.plus(Duration.ofMinutes(5));
    reviews(4, 20, 25);
    speeds.review(now.plus(Duration.ofMinutes(9)), Set.of());
    assertThat(speeds.known()).as("twice as long the second time").containsKey(A);
    speeds.review(now.plus(Duration.ofMinutes(10)), Set.of());
    assertThat(speeds.known()).isEmpty();
  }

  @Test
  void anOwnerWithLongStepsIsNotForgotten() {
    reviews(4, 20, 25);
    speeds.review(now.plus(Duration.ofHours(1)), Set.of(A));
    assertThat(speeds.known()).containsKey(A);
  }

  @Test
  void whoIsMeasuredAgainIsOffProbation() {
    speeds.forget(A);
    assertThat(speeds.onProbation()).containsExactly(A);
    reviews(4, 20, 25);
    assertThat(speeds.onProbation()).isEmpty();
  }
}
