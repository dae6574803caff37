package io.tributary.dataset;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.util.Arrays;

/** A row of a stored table, read again. One object serves all rows of its table. */
final class StoredRow implements Row {
  private final Table table;
  private final long before;
  private int row;

  /**
   * @param before rows of the version that come before the table
   */
  StoredRow(Table table, long before) {
    this.table = table;
    this.before = before;
  }

  void moveTo(int position) {
    row = position;
  }

  @Override
  public Place place() {
    return new Place("the version before: ", "row", before + row + 1);
  }

  @Override
  public boolean isMissing(int column) {
    return switch (table.columns().get(column)) {
      case Column.Numeric numbers -> Double.isNaN(numbers.values()[row]);
      case Column.Categorical texts -> texts.codes()[row] < 0;
      case Column.Instants times -> times.micros()[row] == TimePattern.NONE;
      case Column.Bytes bytes -> false;
      case Column.Sparse sparse -> false;
    };
  }

  @Override
  public double number(int column) {
    return ((Column.Numeric) table.columns().get(column)).values()[row];
  }

  @Override
  public boolean isFaithful(int column) {
    return true;
  }

  @Override
  public String text(int column) {
    if (table.columns().get(column) instanceof Column.Instants times) {
      return times.pattern().text(times.micros()[row]);
    }
    Column.Categorical texts = (Column.Categorical) table.columns().get(column);
    return texts.dictionary().get(texts.codes()[row]);
  }

  @Override
  public byte[] bytes(int column) {
    Column.Bytes bytes = (Column.Bytes) table.columns().get(column);
    return Arrays.copyOfRange(bytes.values(), row * bytes.width(), (row + 1) * bytes.width());
  }

  @Override
  public SparseCell sparse(int column) {
    return new StoredCell((Column.Sparse) table.columns().get(column), row);
  }

  @Override
  public String beginning(int most) {
    return "";
  }
}
