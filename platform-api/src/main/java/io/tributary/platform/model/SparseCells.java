package io.tributary.platform.model;

import io.tributary.engine.table.Column;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Collects a sparse column's cells of a prediction request, row by row. Not thread-safe. */
final class SparseCells {
  private final int first;
  private int[] offsets = new int[1];
  private int[] indices = new int[16];
  private double[] values = new double[16];
  private int rows;
  private int count;

  /**
   * @param first the lowest index that a row may have
   */
  SparseCells(int first) {
    this.first = first;
  }

  /**
   * Adds one row.
   *
   * @param cell an object of numbers by index; null for none
   * @param flaw gets the key that is wrong, null for the cell itself, and what is wrong with it
   */
  void add(@Nullable Object cell, BiConsumer<@Nullable String, String> flaw) {
    TreeMap<Integer, Double> entries = new TreeMap<>();
    if (cell instanceof Map<?, ?> map) {
      map.forEach((key, value) -> add(String.valueOf(key), value, entries, flaw));
    } else if (cell != null) {
      flaw.accept(null, "is not an object of numbers by index");
    }
    entries.forEach(this::append);
    rows++;
    offsets = Arrays.copyOf(offsets, rows + 1);
    offsets[rows] = count;
  }

  private void add(
      String key,
      @Nullable Object value,
      Map<Integer, Double> entries,
      BiConsumer<@Nullable String, String> flaw) {
    Integer index = index(key);
    if (index == null) {
      flaw.accept(key, "is not an index: indices are whole numbers from %d on".formatted(first));
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      entries.put(index, number.doubleValue());
    } else {
      flaw.accept(key, "is not a number");
    }
  }

  /** Null where the key is none; in one spelling only, so that no index comes twice. */
  private @Nullable Integer index(String key) {
    try {
      int index = Integer.parseInt(key);
      boolean plain = Integer.toString(index).equals(key);
      return plain && index >= first && index < Integer.MAX_VALUE ? index : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void append(int index, double value) {
    if (count == indices.length) {
      indices = Arrays.copyOf(indices, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    indices[count] = index;
    values[count++] = value;
  }

  String advice() {
    return "Give the indices of the file that the model was trained on, for example {\"%d\": 1.5}; leave zeros out."
        .formatted(first + 16);
  }

  /** All rows; as wide as their largest index, which may lie beyond the model's. */
  Column.Sparse column(String name) {
    int largest = first;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, indices[i]);
    }
    return new Column.Sparse(
        name,
        first,
        largest - first + 1,
        offsets,
        Arrays.copyOf(indices, count),
        Arrays.copyOf(values, count));
  }
}
