package io.tributary.dataset;

import io.tributary.client.dataset.DatasetProfile.Bin;
import java.util.ArrayList;
import java.util.List;

/** Counts of numbers in bins of equal width between two bounds that are known beforehand. */
final class Histogram {
  private static final int BINS = 20;

  private final double minimum;
  private final double maximum;
  private final long[] counts;

  /** One bin where the bounds are equal; none where there are no numbers ({@code min > max}). */
  Histogram(double minimum, double maximum) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.counts = new long[minimum < maximum ? BINS : minimum == maximum ? 1 : 0];
  }

  /** {@code value} lies between the bounds. */
  void add(double value) {
    add(value, 1);
  }

  /** Adds a value that occurs {@code times} times; outside of the bounds only where that is 0. */
  void add(double value, long times) {
    if (times == 0) {
      return;
    }
    // Halves, because the difference of two finite numbers may be infinite.
    double share = minimum == maximum ? 0 : (value / 2 - minimum / 2) / (maximum / 2 - minimum / 2);
    counts[Math.min(counts.length - 1, (int) (share * counts.length))] += times;
  }

  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(edge(i), i == counts.length - 1 ? maximum : edge(i + 1), counts[i]));
    }
    return bins;
  }

  private double edge(int bin) {
    double share = (double) bin / counts.length;
    return minimum * (1 - share) + maximum * share;
  }
}
