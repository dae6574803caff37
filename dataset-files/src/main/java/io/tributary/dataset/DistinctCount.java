package io.tributary.dataset;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts distinct values in bounded memory by keeping the {@value #KEPT} smallest hashes
 * (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002): exact up to that many,
 * about 3 % off beyond.
 */
final class DistinctCount {
  private static final int KEPT = 1024;

  /** All hashes, while there are few. */
  private final Set<Long> few = new HashSet<>();

  /** The smallest hashes, once there are more. */
  private final TreeSet<Long> smallest = new TreeSet<>();

  private long largest;

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
    return smallest.isEmpty();
  }

  long count() {
    if (isExact()) {
      return few.size();
    }
    double share = largest / (double) Long.MAX_VALUE;
    return Math.round((KEPT - 1) / share);
  }

  private void addHash(long hash) {
    if (smallest.isEmpty()) {
      addToFew(hash);
    } else if (hash < largest && smallest.add(hash)) {
      smallest.pollLast();
      largest = smallest.last();
    }
  }

  private void addToFew(long hash) {
    if (few.add(hash) && few.size() == KEPT) {
      smallest.addAll(few);
      largest = smallest.last();
      few.clear();
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
