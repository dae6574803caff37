package io.tributary.platform.dispatch;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One column's value of every row of a data set as a 64-bit key: equal values have equal keys, and
 * keys of numbers rise as the numbers do. Missing values are one value, below all others. Filled
 * piece by piece in row order. Not thread-safe.
 */
final class RowKeys {
  private static final long MISSING = Long.MIN_VALUE;

  private final long[] keys;
  private final Map<String, Long> texts = new HashMap<>();
  private int rows;

  RowKeys(int rows) {
    keys = new long[rows];
  }

  /** The next rows. Throws {@code IllegalArgumentException} where a value is no key. */
  void accept(Column column) {
    switch (column) {
      case Column.Numeric numeric -> {
        for (double value : numeric.values()) {
          keys[rows++] = Double.isNaN(value) ? MISSING : rising(value + 0.0);
        }
      }
      case Column.Categorical categorical -> {
        for (int code : categorical.codes()) {
          keys[rows++] = code < 0 ? MISSING : code(categorical.dictionary().get(code));
        }
      }
      case Column.Instants instants -> {
        for (long micros : instants.micros()) {
          keys[rows++] = micros == TimePattern.NONE ? MISSING : micros;
        }
      }
      case Column.Sparse sparse ->
          throw new IllegalArgumentException(
              "column %s holds sparse rows, which are no key".formatted(sparse.name()));
      case Column.Bytes bytes ->
          throw new IllegalArgumentException(
              "column %s holds %d bytes a row, which are no key"
                  .formatted(bytes.name(), bytes.width()));
    }
  }

  private long code(String text) {
    return texts.computeIfAbsent(text, t -> (long) texts.size());
  }

  /** The bits of a double, moved so that they rise with the number. */
  private static long rising(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  int rows() {
    return keys.length;
  }

  /**
   * By row, its place when rows are sorted by value, and by row number where values are equal: each
   * of 0 to rows - 1 once.
   */
  int[] ranks() {
    long[] sorted = sorted();
    int[] met = new int[keys.length];
    int[] ranks = new int[keys.length];
    for (int row = 0; row < keys.length; row++) {
      int first = first(sorted, keys[row]);
      ranks[row] = first + met[first]++;
    }
    return ranks;
  }

  /** By row, the number of its value, from 0, in the order of the values. */
  Groups groups() {
    long[] sorted = sorted();
    int[] number = new int[keys.length];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      count += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
      number[i] = count;
    }
    int[] groupOf = new int[keys.length];
    for (int row = 0; row < keys.length; row++) {
      groupOf[row] = number[first(sorted, keys[row])];
    }
    return new Groups(groupOf, keys.length == 0 ? 0 : count + 1);
  }

  /**
   * Rows with equal values.
   *
   * @param groupOf by row, from 0
   */
  record Groups(int[] groupOf, int count) {
    /** All rows in one. */
    static Groups one(int rows) {
      return new Groups(new int[rows], 1);
    }

    /** {@code order}, group by group; within a group as before. */
    int[] grouped(int[] order) {
      int[] next = new int[count + 1];
      for (int row : order) {
        next[groupOf[row] + 1]++;
      }
      for (int group = 0; group < count; group++) {
        next[group + 1] += next[group];
      }
      int[] grouped = new int[order.length];
      for (int row : order) {
        grouped[next[groupOf[row]]++] = row;
      }
      return grouped;
    }

    /** Rows of {@code order} by group. */
    int[] sizes(int[] order) {
      int[] sizes = new int[count];
      for (int row : order) {
        sizes[groupOf[row]]++;
      }
      return sizes;
    }
  }

  private long[] sorted() {
    long[] sorted = keys.clone();
    Arrays.parallelSort(sorted);
    return sorted;
  }

  /** The first place of {@code key} in {@code sorted}, which holds it. */
  private static int first(long[] sorted, long key) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
