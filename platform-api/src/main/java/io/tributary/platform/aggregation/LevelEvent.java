package io.tributary.platform.aggregation;

import io.tributary.engine.ledger.LevelChoice;
import io.tributary.platform.job.LevelCode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the job's history says about a change of the level of compression.
 *
 * @param text one sentence
 * @param values {@code why}, a {@link LevelCode}, what that code promises, and what else was
 *     measured
 */
record LevelEvent(String text, Map<String, Object> values) {

  /**
   * @param step the first one at the new level
   */
  static LevelEvent of(long step, LevelChoice choice) {
    LevelChoice.Measures measures = choice.measures();
    double bytesMillis = measures.bytes() / measures.bytesPerSecond() * 1e3;
    Map<String, Object> values = new HashMap<>();
    values.put("why", code(choice.reason()).name());
    values.put("step", step);
    values.put("level", choice.level().label());
    values.put("before", choice.before().label());
    put(values, "stepMillis", measures.stepMillis());
    put(values, "computeMillis", measures.computeMillis());
    put(values, "roundTripMillis", measures.roundTripMillis());
    put(values, "kilobytes", measures.bytes() / 1e3);
    put(values, "bytesMillis", bytesMillis);
    put(values, "megabytesPerSecond", measures.bytesPerSecond() / 1e6);
    put(values, "promisedMillis", measures.promisedMillis());
    put(values, "kept", measures.kept());
    values.put("mostKept", LevelRule.MOST_KEPT);
    String because =
        switch (choice.reason()) {
          case MEASURE -> "to measure what bytes cost";
          case FEWER_BYTES ->
              String.format(
                  Locale.ROOT,
                  "of %.1f ms a step computing takes %.1f, the round trip %.1f, and %.1f KB at %.1f MB/s take %.1f; %.1f ms are promised",
                  measures.stepMillis(),
                  measures.computeMillis(),
                  measures.roundTripMillis(),
                  measures.bytes() / 1e3,
                  measures.bytesPerSecond() / 1e6,
                  bytesMillis,
                  measures.promisedMillis());
          case FINER ->
              String.format(
                  Locale.ROOT,
                  "bytes take only %.1f of %.1f ms a step, and %.1f ms are promised",
                  bytesMillis,
                  measures.stepMillis(),
                  measures.promisedMillis());
          case TOO_MUCH_KEPT ->
              String.format(
                  Locale.ROOT,
                  "partitions keep back %.1f times the noise of a step's gradient, more than %.0f times",
                  measures.kept(),
                  LevelRule.MOST_KEPT);
        };
    return new LevelEvent(
        "From step %d on %s instead of %s: %s."
            .formatted(step, choice.level().label(), choice.before().label(), because),
        Map.copyOf(values));
  }

  /** What is not known is left out. */
  private static void put(Map<String, Object> values, String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  private static LevelCode code(LevelChoice.Reason reason) {
    return switch (reason) {
      case MEASURE -> LevelCode.MEASURE;
      case FEWER_BYTES -> LevelCode.FEWER_BYTES;
      case FINER -> LevelCode.FINER;
      case TOO_MUCH_KEPT -> LevelCode.TOO_MUCH_KEPT;
    };
  }
}
