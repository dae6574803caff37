package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundRuleTest {
  private static final RoundRule RULE = new RoundRule(0.6, Duration.ofSeconds(10));
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4);

  private static boolean goesOn(List<Integer> missing, Set<Integer> owned, int seconds) {
    return RULE.goesOn(5, missing, owned, Duration.ofSeconds(seconds));
  }

  @Test
  void agentsThatAreThereAreWaitedFor() {
    assertThat(goesOn(List.of(4), ALL, 9)).isFalse();
    assertThat(goesOn(List.of(4), ALL, 10)).isTrue();
  }

  @Test
  void agentsThatAreAwayAreNot() {
    assertThat(goesOn(List.of(4), Set.of(0, 1, 2, 3), 0)).isTrue();
    assertThat(goesOn(List.of(3, 4), Set.of(0, 1, 2, 3), 0)).isFalse();
  }

  @Test
  void withTooFewNothingGoesOnHoweverLongItTakes() {
    assertThat(goesOn(List.of(3, 4), ALL, 10)).isTrue();
    assertThat(goesOn(List.of(2, 3, 4), ALL, 1000)).isFalse();
    assertThat(goesOn(List.of(2, 3, 4), Set.of(0, 1), 1000)).isFalse();
  }

  @Test
  void aCompleteStepNeedsNoRule() {
    assertThat(goesOn(List.of(), ALL, 1000)).isFalse();
  }

  @Test
  void aJobThatWaitsForAllNeverGoesOn() {
    RoundRule all = new RoundRule(1, Duration.ZERO);
    assertThat(all.goesOn(5, List.of(4), Set.of(), Duration.ofDays(1))).isFalse();
    assertThat(all.enough(5)).isEqualTo(5);
    assertThat(RULE.enough(5)).isEqualTo(3);
    assertThat(new RoundRule(0.01, Duration.ZERO).enough(5)).isEqualTo(1);
  }
}
