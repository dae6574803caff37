package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.engine.table.Column;

/** Collects one column's cells into pieces, and describes the whole column at the end. */
sealed interface ColumnBuilder
    permits NumericBuilder, TextBuilder, TimeBuilder, VectorBuilder, SparseBuilder {
  /** Adds the row's cell of this column; the bytes that it adds to the piece, about. */
  int add(Row row);

  /** The cells since the last call. */
  Column piece();

  /** After the last cell. */
  ColumnView view();

  /** After the last cell. */
  ColumnProfile profile();
}
