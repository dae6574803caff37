package io.tributary.dataset;

import io.tributary.engine.table.Column;

/** The pairs of one row of a stored sparse column. */
record StoredCell(Column.Sparse column, int row) implements SparseCell {
  @Override
  public int count() {
    return column.offsets()[row + 1] - column.offsets()[row];
  }

  @Override
  public int index(int i) {
    return column.indices()[column.offsets()[row] + i];
  }

  @Override
  public double value(int i) {
    return column.values()[column.offsets()[row] + i];
  }
}
