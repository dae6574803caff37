package io.tributary.platform.job.spec;

import java.util.function.DoublePredicate;

/**
 * Which real numbers are allowed.
 *
 * @param words completes "a number ..."
 */
record Range(String words, DoublePredicate holdsFor) {
  /** Positive and finite also as a 32-bit number, which is what the engine computes with. */
  static final Range POSITIVE =
      new Range(
          "greater than 0 that fits into 32 bits",
          value -> (float) value > 0 && Float.isFinite((float) value));

  static final Range BELOW_ONE =
      new Range("from 0 to less than 1", value -> value >= 0 && (float) value < 1);

  static final Range NOT_NEGATIVE =
      new Range(
          "of at least 0 that fits into 32 bits",
          value -> value >= 0 && Float.isFinite((float) value));

  static final Range SHARE = new Range("from 0 to 1", value -> value >= 0 && value <= 1);

  static final Range POSITIVE_SHARE =
      new Range("greater than 0 and at most 1", value -> (float) value > 0 && value <= 1);

  static final Range INNER_SHARE = new Range("between 0 and 1", value -> value > 0 && value < 1);

  static final Range HOLDOUT = new Range("from 0 to 0.9", value -> value >= 0 && value <= 0.9);

  boolean holds(double value) {
    return holdsFor.test(value);
  }
}
