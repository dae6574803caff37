package io.tributary.dataset;

import io.tributary.engine.table.TimePattern;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** In which of the known ways all texts of one column can be read as times. */
final class TimeSurvey {
  private final Map<TimePattern, Bounds> bounds = new EnumMap<>(TimePattern.class);
  private long times;

  /** What the times of one pattern are. */
  private static final class Bounds {
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private double mean;
  }

  /**
   * @param possible how the column's times may be written; none where it cannot become one of times
   */
  TimeSurvey(Set<TimePattern> possible) {
    for (TimePattern pattern : possible) {
      bounds.put(pattern, new Bounds());
    }
  }

  /** Whether nothing more can be learnt. */
  boolean isOver() {
    return bounds.isEmpty();
  }

  void add(String text) {
    times++;
    bounds
        .entrySet()
        .removeIf(
            entry -> {
              long micros = entry.getKey().micros(text);
              Bounds met = entry.getValue();
              met.earliest = Math.min(met.earliest, micros);
              met.latest = Math.max(met.latest, micros);
              met.mean += (micros - met.mean) / times;
              return micros == TimePattern.NONE;
            });
  }

  /** Number of texts. */
  long times() {
    return times;
  }

  /** Patterns that read all texts; several where no day of the month is beyond 12; or none. */
  Set<TimePattern> patterns() {
    return times == 0 || bounds.isEmpty()
        ? EnumSet.noneOf(TimePattern.class)
        : EnumSet.copyOf(bounds.keySet());
  }

  /** Milliseconds from 1970-01-01T00:00Z to the earliest time. */
  double earliest(TimePattern pattern) {
    return of(pattern).earliest / 1e3;
  }

  double latest(TimePattern pattern) {
    return of(pattern).latest / 1e3;
  }

  double mean(TimePattern pattern) {
    return of(pattern).mean / 1e3;
  }

  private Bounds of(TimePattern pattern) {
    Bounds found = bounds.get(pattern);
    if (found == null) {
      throw new IllegalStateException("not all times are written as " + pattern);
    }
    return found;
  }
}
