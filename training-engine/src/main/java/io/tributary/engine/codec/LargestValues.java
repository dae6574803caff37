package io.tributary.engine.codec;

import java.util.Arrays;

/**
 * The k-th largest magnitude of a vector, exactly and in two passes: without their sign, floats are
 * ordered like their bits, so counting their upper halves finds the bucket and counting the lower
 * halves of that bucket the value. Not thread-safe.
 */
final class LargestValues {
  private static final int LOW_BITS = 15;

  private final int[] counts = new int[1 << 16];

  /**
   * @param values without NaN
   * @param k at least 1, at most the length
   */
  float magnitude(float[] values, int k) {
    Arrays.fill(counts, 0);
    for (float value : values) {
      counts[bits(value) >>> LOW_BITS]++;
    }
    int high = counts.length;
    int above = 0;
    while (above < k) {
      above += counts[--high];
    }
    int left = k - (above - counts[high]);
    Arrays.fill(counts, 0, 1 << LOW_BITS, 0);
    for (float value : values) {
      int bits = bits(value);
      if (bits >>> LOW_BITS == high) {
        counts[bits & ((1 << LOW_BITS) - 1)]++;
      }
    }
    int low = 1 << LOW_BITS;
    int found = 0;
    while (found < left) {
      found += counts[--low];
    }
    return Float.intBitsToFloat((high << LOW_BITS) | low);
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
  }
}
