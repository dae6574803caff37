package io.tributary.engine.metric;

/**
 * A real-valued sum as two integers, so that adding stays exact over 24 decimal digits: {@code
 * (high * 2^40 + low) * 2^-20}. Adding the parts one by one adds the sums.
 */
final class ExactSum {
  static final int WORDS = 2;

  private static final double UNIT = 0x1p-20;
  private static final double HIGH_UNIT = 0x1p40;

  /** Up to here thousands of partitions add up without overflow. */
  private static final double LIMIT = 0x1p72;

  private ExactSum() {}

  static boolean fits(double sum) {
    return Math.abs(sum) < LIMIT;
  }

  /** Writes {@code sum}, rounded to a multiple of 2^-20, to {@code words[at]} and the next. */
  static void write(double sum, long[] words, int at) {
    double units = sum / UNIT;
    double high = Math.floor(units / HIGH_UNIT);
    words[at] = (long) high;
    words[at + 1] = (long) Math.rint(units - high * HIGH_UNIT);
  }

  static double read(long[] words, int at) {
    return (words[at] * HIGH_UNIT + words[at + 1]) * UNIT;
  }
}
