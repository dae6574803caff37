package io.tributary.dataset;

import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import java.util.List;

/** How often each unsigned byte occurs: all that a profile needs to know. */
final class ByteCounts {
  private final long[] counts = new long[256];

  void add(byte[] bytes) {
    for (byte value : bytes) {
      counts[value & 0xFF]++;
    }
  }

  /** The profile of a column of these bytes; at least one was added. */
  ColumnProfile profile(String name, String type) {
    long total = 0;
    int distinct = 0;
    int minimum = -1;
    int maximum = 0;
    double sum = 0;
    for (int value = 0; value < counts.length; value++) {
      if (counts[value] > 0) {
        total += counts[value];
        distinct++;
        minimum = minimum < 0 ? value : minimum;
        maximum = value;
        sum += (double) counts[value] * value;
      }
    }
    double mean = sum / total;
    double squares = 0;
    Histogram histogram = new Histogram(minimum, maximum);
    for (int value = 0; value < counts.length; value++) {
      squares += counts[value] * (value - mean) * (value - mean);
      histogram.add(value, counts[value]);
    }
    return new ColumnProfile(
        name,
        type,
        0,
        distinct,
        false,
        (double) minimum,
        (double) maximum,
        mean,
        Math.sqrt(squares / total),
        histogram.bins(),
        List.of());
  }
}
