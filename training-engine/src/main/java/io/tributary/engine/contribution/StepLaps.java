package io.tributary.engine.contribution;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * A stopwatch that divides an agent's time into phases: each call ends a lap, which counts for the
 * phase that is named. A reading of the clock and an addition, so that it may run in every step.
 * Not thread-safe.
 */
final class StepLaps {
  /** What a lap was spent on; see {@link StepTimes}. */
  enum Phase {
    COMPUTE,
    EVALUATE,
    ENCODE,
    SEND,
    WAIT,
    FOLD
  }

  private final LongSupplier nanos;
  private final long[] spent = new long[Phase.values().length];
  private long last;

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  StepLaps(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** The time since the lap before was spent on {@code phase}. */
  void end(Phase phase) {
    long now = nanos.getAsLong();
    spent[phase.ordinal()] += now - last;
    last = now;
  }

  /** What was counted since the last call. */
  StepTimes take() {
    StepTimes times =
        new StepTimes(
            micros(Phase.COMPUTE),
            micros(Phase.EVALUATE),
            micros(Phase.ENCODE),
            micros(Phase.SEND),
            micros(Phase.WAIT),
            micros(Phase.FOLD));
    Arrays.fill(spent, 0);
    return times;
  }

  private long micros(Phase phase) {
    return spent[phase.ordinal()] / 1_000;
  }
}
