package io.tributary.engine.grid;

import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;

/**
 * Real numbers as integers on a power-of-two grid: {@code v} becomes a neighbour of {@code v /
 * 2^exponent}. Integer addition is associative, so sums do not depend on who adds first (the idea
 * of SwitchML and IntSGD, used here at 32 bits for exactness, at fewer for compression).
 *
 * <p>Of 31 bits, {@code ceil(log2 partitions)} are kept free so that the sum over all partitions
 * cannot overflow, and a few as head-room, so that a step's contributions may be larger than those
 * of the step before.
 */
public final class Grid {
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
  private final int headroom;
  private final boolean rounding;

  /**
   * @param partitions number of contributions that one sum may hold, at least 1
   */
  public Grid(int partitions, CompressionDefinition compression) {
    this(
        partitions,
        compression.bits(),
        compression.headroom(),
        compression.bits() < 32 && !compression.remembers());
  }

  private Grid(int partitions, int bits, int headroom, boolean rounding) {
    int exact = 30 - (32 - Integer.numberOfLeadingZeros(partitions - 1));
    this.bits = Math.min(exact, bits - 1);
    this.headroom = headroom;
    this.rounding = rounding;
  }

  /**
   * The grid of a step of {@code plan}.
   *
   * @param level at which the step is; only where the plan's compression changes it
   */
  public static Grid of(TrainingPlan plan, CompressionLevel level) {
    int partitions = plan.batches().partitions();
    return plan.compression() instanceof CompressionDefinition.Adaptive
        ? new Grid(partitions, level.bits(), level.bits() > 8 ? 2 : 1, false)
        : new Grid(partitions, plan.compression());
  }

  /** The smallest exponent on which {@code magnitude} (finite, not negative) fits. */
  public int exponentFor(float magnitude) {
    if (magnitude == 0f) {
      return LOWEST_EXPONENT;
    }
    return Math.max(LOWEST_EXPONENT, Math.getExponent(magnitude) + 1 - bits);
  }

  /**
   * The exponent for the next step, when this step's contributions needed {@code needed} at most:
   * they may grow by the compression's headroom.
   */
  public int nextExponent(int needed, int current) {
    return nextExponent(needed, current, this);
  }

  /** The same where the next step's numbers have as many bits as those of {@code next}. */
  public int nextExponent(int needed, int current, Grid next) {
    if (needed == LOWEST_EXPONENT && current == LOWEST_EXPONENT) {
      return LOWEST_EXPONENT;
    }
    int known = needed == LOWEST_EXPONENT ? current - headroom : needed;
    return Math.max(LOWEST_EXPONENT + 1, known + (bits - next.bits) + next.headroom);
  }

  /**
   * The largest integer that one contribution may have, as a power of two: whatever is left of a
   * larger number is again a float32, without rounding.
   */
  public int limit() {
    return 1 << bits;
  }

  /**
   * Largest magnitude in {@code values[from .. from + length)}; NaN or infinite where any of them
   * is.
   */
  public static float magnitude(float[] values, int from, int length) {
    float largest = 0;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /**
   * Adds {@code values[from .. from + length)}, on the grid of {@code exponent}, to {@code sums} at
   * the same positions. Every value must fit: {@code exponent >= exponentFor(magnitude)}.
   *
   * @param key of the random numbers for stochastic rounding: equal keys, equal bits
   */
  public void add(float[] values, int from, int length, int exponent, int key, int[] sums) {
    double scale = Math.scalb(1.0, -exponent);
    if (rounding) {
      addStochastically(values, from, length, scale, key, sums);
      return;
    }
    for (int i = from; i < from + length; i++) {
      sums[i] += (int) Math.rint(values[i] * scale);
    }
  }

  /** A value between two points of the grid becomes the upper one as often as it is near to it. */
  private static void addStochastically(
      float[] values, int from, int length, double scale, int key, int[] sums) {
    for (int i = from; i < from + length; i++) {
      sums[i] += (int) Math.floor(values[i] * scale + uniform(i ^ key));
    }
  }

  /** In [0, 1), from 24 bits of the 32-bit mixer "lowbias32" (Wellons, 2018). */
  private static double uniform(int position) {
    int x = position;
    x = (x ^ (x >>> 16)) * 0x7FEB352D;
    x = (x ^ (x >>> 15)) * 0x846CA68B;
    x ^= x >>> 16;
    return (x >>> 8) * 0x1p-24;
  }
}
