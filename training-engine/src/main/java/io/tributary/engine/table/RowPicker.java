package io.tributary.engine.table;

import java.util.Arrays;

/** Picks rows out of a table. */
public final class RowPicker {
  private RowPicker() {}

  /** The rows at {@code positions}, in that order; dictionaries are shared. */
  public static Table pick(Table table, int[] positions) {
    return new Table(table.columns().stream().map(c -> pick(c, positions)).toList());
  }

  private static Column pick(Column column, int[] positions) {
    return switch (column) {
      case Column.Numeric numeric ->
          new Column.Numeric(
              numeric.name(),
              Arrays.stream(positions).mapToDouble(p -> numeric.values()[p]).toArray());
      case Column.Categorical categorical ->
          new Column.Categorical(
              categorical.name(),
              Arrays.stream(positions).map(p -> categorical.codes()[p]).toArray(),
              categorical.dictionary());
      case Column.Instants instants ->
          new Column.Instants(
              instants.name(),
              instants.pattern(),
              Arrays.stream(positions).mapToLong(p -> instants.micros()[p]).toArray());
      case Column.Bytes bytes -> {
        byte[] picked = new byte[positions.length * bytes.width()];
        for (int i = 0; i < positions.length; i++) {
          System.arraycopy(
              bytes.values(),
              positions[i] * bytes.width(),
              picked,
              i * bytes.width(),
              bytes.width());
        }
        yield new Column.Bytes(bytes.name(), bytes.width(), picked);
      }
      case Column.Sparse sparse -> pick(sparse, positions);
    };
  }

  private static Column pick(Column.Sparse column, int[] positions) {
    int[] offsets = new int[positions.length + 1];
    for (int i = 0; i < positions.length; i++) {
      int row = positions[i];
      offsets[i + 1] = offsets[i] + column.offsets()[row + 1] - column.offsets()[row];
    }
    int[] indices = new int[offsets[positions.length]];
    double[] values = new double[indices.length];
    for (int i = 0; i < positions.length; i++) {
      int from = column.offsets()[positions[i]];
      int count = offsets[i + 1] - offsets[i];
      System.arraycopy(column.indices(), from, indices, offsets[i], count);
      System.arraycopy(column.values(), from, values, offsets[i], count);
    }
    return new Column.Sparse(
        column.name(), column.first(), column.width(), offsets, indices, values);
  }
}
