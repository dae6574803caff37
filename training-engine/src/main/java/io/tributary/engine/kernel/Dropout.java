package io.tributary.engine.kernel;

import io.tributary.engine.plan.CounterHash;

/**
 * Which units of hidden layers a batch does without (Srivastava et al., "Dropout: A Simple Way to
 * Prevent Neural Networks from Overfitting", JMLR 2014), as a function of a key and a position: the
 * same for whoever computes the batch, however often. What stays is scaled up, so that evaluations
 * need no scaling. Not thread-safe.
 */
final class Dropout {
  private static final int BITS = 16;
  private static final int PER_HASH = Long.SIZE / BITS;

  private final int threshold;
  private final float kept;
  private long key;

  /**
   * @param share of the units that are left out, from 0 to less than 1; rounded to 2^-16
   */
  Dropout(float share) {
    threshold = Math.clamp((int) Math.rint(share * (1 << BITS)), 0, (1 << BITS) - 1);
    kept = (float) (1 / (1 - threshold / (double) (1 << BITS)));
  }

  /** Whether any unit is ever left out. */
  boolean applies() {
    return threshold > 0;
  }

  /** The random numbers that follow are those of {@code next}. */
  void draw(long next) {
    key = next;
  }

  /**
   * Multiplies by 0 where a unit is left out, and by what makes up for it elsewhere.
   *
   * @param values from 0 on, shape [rows, units], row-major
   * @param layer the hidden layer, from 0
   * @param first position in the batch of the first row
   */
  void apply(float[] values, int rows, int units, int layer, int first) {
    long stream = CounterHash.key(key, layer);
    long position = (long) first * units;
    int length = rows * units;
    long bits = position % PER_HASH == 0 ? 0 : CounterHash.bits(stream, position / PER_HASH);
    for (int i = 0; i < length; i++, position++) {
      int part = (int) (position % PER_HASH);
      if (part == 0) {
        bits = CounterHash.bits(stream, position / PER_HASH);
      }
      int drawn = (int) (bits >>> (BITS * part)) & ((1 << BITS) - 1);
      values[i] = drawn < threshold ? 0 : values[i] * kept;
    }
  }
}
