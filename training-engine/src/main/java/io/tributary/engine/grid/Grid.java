package io.tributary.engine.grid;

/**
 * Real numbers as integers on a power-of-two grid: {@code v} becomes {@code rint(v / 2^exponent)}.
 * Integer addition is associative, so sums do not depend on who adds first (the idea of SwitchML
 * and IntSGD, used here at 32 bits for exactness).
 *
 * <p>Of 31 bits, {@code ceil(log2 partitions)} are kept free so that the sum over all partitions
 * cannot overflow, and {@link #HEADROOM} so that a step's contributions may be larger than those of
 * the step before.
 */
public final class Grid {
  /**
   * A step's contributions may be {@code 2^HEADROOM} times as large as the largest of the step
   * before.
   */
  public static final int HEADROOM = 2;

  /**
   * The exponent of a chunk in which nothing but zeros was seen. Every non-zero contribution asks
   * for another.
   */
  public static final int LOWEST_EXPONENT = -120;

  /**
   * Beyond this magnitude a gradient counts as diverged: twice as much no longer fits into float32.
   */
  public static final float LARGEST_MAGNITUDE = 0x1p120f;

  private final int bits;

  /**
   * @param partitions number of contributions that one sum may hold, at least 1
   */
  public Grid(int partitions) {
    this.bits = 30 - (32 - Integer.numberOfLeadingZeros(partitions - 1));
  }

  /** The smallest exponent on which {@code magnitude} (finite, not negative) fits. */
  public int exponentFor(float magnitude) {
    if (magnitude == 0f) {
      return LOWEST_EXPONENT;
    }
    return Math.max(LOWEST_EXPONENT, Math.getExponent(magnitude) + 1 - bits);
  }

  /**
   * The exponent for the next step, when this step's contributions needed {@code needed} at most.
   */
  public static int nextExponent(int needed, int current) {
    return needed == LOWEST_EXPONENT ? current : needed + HEADROOM;
  }

  /**
   * Largest magnitude in {@code values[from .. from + length)}; NaN or infinite where any of them
   * is.
   */
  public static float magnitude(float[] values, int from, int length) {
    // Without their sign, floats are ordered like their bits, NaN and infinity last; a maximum of
    // integers is vectorised.
    int largest = 0;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE);
    }
    return Float.intBitsToFloat(largest);
  }

  /**
   * Adds {@code values[from .. from + length)}, on the grid of {@code exponent}, to {@code sums} at
   * the same positions. Every value must fit: {@code exponent >= exponentFor(magnitude)}.
   */
  public static void add(float[] values, int from, int length, int exponent, int[] sums) {
    double scale = Math.scalb(1.0, -exponent);
    for (int i = from; i < from + length; i++) {
      sums[i] += (int) Math.rint(values[i] * scale);
    }
  }
}
