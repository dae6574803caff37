package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.engine.table.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of vectors of unsigned bytes. */
final class VectorBuilder implements ColumnBuilder {
  private final int position;
  private final InputColumn column;
  private final @Nullable String role;
  private final ByteCounts counts = new ByteCounts();
  private byte[] values;
  private int size;

  VectorBuilder(int position, InputColumn column, @Nullable String role) {
    this.position = position;
    this.column = column;
    this.role = role;
    this.values = new byte[column.width()];
  }

  @Override
  public int add(Row row) {
    byte[] vector = row.bytes(position);
    if (size + vector.length > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * size, size + vector.length));
    }
    System.arraycopy(vector, 0, values, size, vector.length);
    size += vector.length;
    counts.add(vector);
    return vector.length;
  }

  @Override
  public Column piece() {
    Column.Bytes piece =
        new Column.Bytes(column.name(), column.width(), Arrays.copyOf(values, size));
    size = 0;
    return piece;
  }

  @Override
  public ColumnView view() {
    return new ColumnView(column.name(), "vector", role, column.width(), column.image());
  }

  @Override
  public ColumnProfile profile() {
    return counts.profile(column.name(), "vector");
  }
}
