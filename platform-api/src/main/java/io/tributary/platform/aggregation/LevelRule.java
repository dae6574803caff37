package io.tributary.platform.aggregation;

import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.LevelChoice.Reason;
import io.tributary.engine.plan.CompressionLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which level of compression comes next, one at a time. A pure function of what was measured. A
 * coarser level has to save a fifth of a step, a finer one may cost a tenth: between the two
 * nothing changes, so that what was just chosen is not taken back for a whim of the network.
 */
final class LevelRule {
  /** Share of a step's time that a coarser level must promise at most. */
  static final double WORTH_IT = 0.8;

  /** Share of a step's time that a finer level may promise at most. */
  static final double CHEAP = 1.1;

  /**
   * What partitions keep back may be so many times as large as the noise of one step's gradient.
   * What is kept is not lost but late: by then it is as old as so many steps of pure noise.
   */
  static final double MOST_KEPT = 10;

  private LevelRule() {}

  /**
   * What is known.
   *
   * @param finer the next finer level that the job allows; null where there is none
   * @param coarser the next coarser one that may be tried now; null where there is none
   * @param measures at the present level; {@code promisedMillis} is not looked at
   * @param finerBytes of a step at that level, measured or estimated
   * @param coarserBytes the same
   */
  record Sight(
      CompressionLevel now,
      @Nullable CompressionLevel finer,
      @Nullable CompressionLevel coarser,
      LevelChoice.Measures measures,
      double finerBytes,
      double coarserBytes) {

    /** From one committed step to the next with so many bytes; NaN before it is known. */
    double millis(double bytes) {
      return measures.computeMillis()
          + measures.roundTripMillis()
          + bytes / measures.bytesPerSecond() * 1e3;
    }
  }

  /** Empty where the level stays. */
  static Optional<LevelChoice> next(Sight sight) {
    CompressionLevel finer = sight.finer();
    CompressionLevel coarser = sight.coarser();
    LevelChoice.Measures measures = sight.measures();
    if (finer != null && measures.kept() > MOST_KEPT) {
      return choice(sight, finer, Reason.TOO_MUCH_KEPT, sight.millis(sight.finerBytes()));
    }
    if (Double.isNaN(measures.bytesPerSecond())) {
      CompressionLevel other = finer == null ? coarser : finer;
      return other == null ? Optional.empty() : choice(sight, other, Reason.MEASURE, Double.NaN);
    }
    double now = sight.millis(measures.bytes());
    double coarserMillis = sight.millis(sight.coarserBytes());
    if (coarser != null && coarserMillis <= WORTH_IT * now) {
      return choice(sight, coarser, Reason.FEWER_BYTES, coarserMillis);
    }
    double finerMillis = sight.millis(sight.finerBytes());
    if (finer != null && finerMillis <= CHEAP * now) {
      return choice(sight, finer, Reason.FINER, finerMillis);
    }
    return Optional.empty();
  }

  private static Optional<LevelChoice> choice(
      Sight sight, CompressionLevel level, Reason reason, double promisedMillis) {
    LevelChoice.Measures known = sight.measures();
    return Optional.of(
        new LevelChoice(
            level,
            sight.now(),
            reason,
            new LevelChoice.Measures(
                known.stepMillis(),
                known.computeMillis(),
                known.roundTripMillis(),
                known.bytes(),
                known.bytesPerSecond(),
                promisedMillis,
                known.kept())));
  }
}
