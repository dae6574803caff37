package io.tributary.platform.advice;

import java.util.EnumMap;
import java.util.Map;

/**
 * An agent's time over some of its steps.
 *
 * @param steps contributions with a report
 * @param rows that they were computed on
 * @param micros sum by phase; a phase without time may be absent
 */
public record PhaseSums(long steps, long rows, Map<Phase, Long> micros) {
  public static final PhaseSums NOTHING = new PhaseSums(0, 0, Map.of());

  public PhaseSums {
    micros = Map.copyOf(micros);
  }

  public PhaseSums plus(PhaseSums other) {
    Map<Phase, Long> sum = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      sum.put(phase, of(phase) + other.of(phase));
    }
    return new PhaseSums(steps + other.steps, rows + other.rows, sum);
  }

  /** Microseconds. */
  long of(Phase phase) {
    return micros.getOrDefault(phase, 0L);
  }

  /** Microseconds in all phases. */
  long total() {
    return micros.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Milliseconds per step; 0 without steps. */
  double millis(Phase phase) {
    return steps == 0 ? 0 : of(phase) / 1e3 / steps;
  }

  /** Share of the time, 0 to 1; 0 without any. */
  double share(Phase phase) {
    long total = total();
    return total == 0 ? 0 : (double) of(phase) / total;
  }
}
