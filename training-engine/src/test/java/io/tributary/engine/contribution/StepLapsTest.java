package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.contribution.StepLaps.Phase;
import org.junit.jupiter.api.Test;

class StepLapsTest {
  private long now = 5_000_000;
  private final StepLaps laps = new StepLaps(() -> now);

  private void lap(Phase phase, long micros) {
    now += micros * 1_000;
    laps.end(phase);
  }

  @Test
  void allTimeIsInSomePhaseAndCountsOnce() {
    lap(Phase.WAIT, 100);
    lap(Phase.FOLD, 20);
    lap(Phase.WAIT, 1);
    lap(Phase.COMPUTE, 300);
    lap(Phase.ENCODE, 40);
    lap(Phase.COMPUTE, 300);
    lap(Phase.EVALUATE, 7);
    assertThat(laps.take()).isEqualTo(new StepTimes(600, 7, 40, 0, 101, 20));
    lap(Phase.SEND, 3);
    assertThat(laps.take()).isEqualTo(new StepTimes(0, 0, 0, 3, 0, 0));
  }

  @Test
  void timesAdd() {
    assertThat(new StepTimes(1, 2, 3, 4, 5, 6).plus(new StepTimes(10, 20, 30, 40, 50, 60)))
        .isEqualTo(new StepTimes(11, 22, 33, 44, 55, 66));
  }
}
