package io.tributary.engine.ledger;

import io.tributary.engine.plan.CompressionLevel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The coordinator's choice of a level, with what it was chosen by. Only the level changes anything:
 * it holds from the first step on that nobody can have begun when the update was written. The rest
 * is for people and audits.
 *
 * @param before the level until then
 * @param measures that led to it
 */
public record LevelChoice(
    CompressionLevel level, CompressionLevel before, Reason reason, Measures measures) {

  /** Why. */
  public enum Reason {
    /** To find out what bytes cost: without a second level nothing says so. */
    MEASURE(1),
    /** Bytes take a good part of a step. */
    FEWER_BYTES(2),
    /** Finer numbers cost next to no time. */
    FINER(3),
    /** What is kept back is too much beside the gradient's noise. */
    TOO_MUCH_KEPT(4);

    private final int number;

    Reason(int number) {
      this.number = number;
    }

    /** On the wire; never re-used. */
    public int number() {
      return number;
    }

    /** Empty where no reason has the number. */
    public static Optional<Reason> ofNumber(int number) {
      return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
    }
  }

  /**
   * What was measured at the level before, as medians of the last steps.
   *
   * @param stepMillis from one committed step to the next
   * @param computeMillis of these in the slowest agent's kernel
   * @param roundTripMillis of these neither for computing nor for bytes
   * @param bytes of a step: all contributions and one update
   * @param bytesPerSecond at which they travel; infinite where they take no time that is seen, NaN
   *     before it is known
   * @param promisedMillis from one committed step to the next at the level chosen; NaN before it is
   *     known
   * @param kept what partitions keep back, as a multiple of the gradient's noise; NaN before it is
   *     known
   */
  public record Measures(
      double stepMillis,
      double computeMillis,
      double roundTripMillis,
      double bytes,
      double bytesPerSecond,
      double promisedMillis,
      double kept) {}
}
