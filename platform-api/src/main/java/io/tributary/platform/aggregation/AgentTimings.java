package io.tributary.platform.aggregation;

import io.tributary.platform.advice.AgentMeasurement;
import io.tributary.platform.advice.Phase;
import io.tributary.platform.advice.PhaseSums;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where one agent's time goes: its last steps one by one, all before as sums. Arrays only, so that
 * a step costs no more than writing a few numbers. Belongs to the job's event loop.
 */
final class AgentTimings {
  static final int RECENT = 100;

  private static final int PHASES = Phase.values().length;
  private static final int STALL_FACTOR = 5;
  private static final long STALL_MICROS = 50_000;

  private final PhaseSums before;
  private final long[][] recent = new long[RECENT][PHASES];
  private final long[] recentRows = new long[RECENT];
  private final long[] sums = new long[PHASES];
  private long steps;
  private long rows;
  private int partitions;

  /**
   * @param before what earlier coordinators of the job measured
   */
  AgentTimings(PhaseSums before) {
    this.before = before;
  }

  /**
   * One more step.
   *
   * @param micros by {@link Phase}; copied
   */
  void add(long[] micros, long rowsUsed, int owned) {
    int at = (int) (steps % RECENT);
    System.arraycopy(micros, 0, recent[at], 0, PHASES);
    recentRows[at] = rowsUsed;
    for (int phase = 0; phase < PHASES; phase++) {
      sums[phase] += micros[phase];
    }
    rows += rowsUsed;
    partitions = owned;
    steps++;
  }

  /** Owners changed: what it owns now is not known. */
  void disturbed() {
    partitions = 0;
  }

  AgentMeasurement measured(String id, String name) {
    int kept = (int) Math.min(RECENT, steps);
    long[] lately = new long[PHASES];
    long[] own = new long[kept];
    for (int i = 0; i < kept; i++) {
      for (int phase = 0; phase < PHASES; phase++) {
        lately[phase] += recent[i][phase];
        own[i] += isOwn(phase) ? recent[i][phase] : 0;
      }
    }
    Arrays.sort(own);
    long usual = kept == 0 ? 0 : own[kept / 2];
    long stall = Math.max(STALL_MICROS, STALL_FACTOR * usual);
    return new AgentMeasurement(
        id,
        name,
        partitions,
        sums(kept, Arrays.stream(recentRows, 0, kept).sum(), lately),
        before.plus(sums(steps, rows, sums)),
        (int) Arrays.stream(own).filter(micros -> micros > stall).count(),
        Arrays.stream(own).filter(micros -> micros > stall).sum() / 1e3,
        usual / 1e3,
        kept == 0 ? 0 : own[kept - 1] / 1e3);
  }

  /** Not what others make it wait. */
  private static boolean isOwn(int phase) {
    return phase != Phase.WAIT.ordinal()
        && phase != Phase.COMMIT.ordinal()
        && phase != Phase.EVALUATE.ordinal();
  }

  private static PhaseSums sums(long steps, long rows, long[] micros) {
    Map<Phase, Long> byPhase = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      byPhase.put(phase, micros[phase.ordinal()]);
    }
    return new PhaseSums(steps, rows, byPhase);
  }
}
