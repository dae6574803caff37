package io.tributary.platform.dataset;

import java.util.TreeSet;

/**
 * Counts distinct values in bounded memory by keeping the {@value #KEPT} smallest hashes
 * (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002): exact up to that many,
 * about 3 % off beyond.
 */
final class DistinctCount {
  private static final int KEPT = 1024;

  private final TreeSet<Long> smallest = new TreeSet<>();

  void add(String value) {
    long hash = 1125899906842597L;
    for (int i = 0; i < value.length(); i++) {
      hash = 31 * hash + value.charAt(i);
    }
    addHash(mix(hash));
  }

  void add(double value) {
    // 0.0 and -0.0 are one value.
    addHash(mix(Double.doubleToLongBits(value + 0.0)));
  }

  boolean isExact() {
    return smallest.size() < KEPT;
  }

  long count() {
    if (isExact()) {
      return smallest.size();
    }
    double share = smallest.last() / (double) Long.MAX_VALUE;
    return Math.round((KEPT - 1) / share);
  }

  private void addHash(long hash) {
    if (smallest.size() < KEPT) {
      smallest.add(hash);
    } else if (hash < smallest.last() && smallest.add(hash)) {
      smallest.pollLast();
    }
  }

  /** The finaliser of SplitMix64, without the sign. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }
}
