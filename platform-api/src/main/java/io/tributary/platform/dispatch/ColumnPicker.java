package io.tributary.platform.dispatch;

import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Picks columns out of a table. */
final class ColumnPicker {
  private ColumnPicker() {}

  /**
   * The columns of {@code group}, in its order, then {@code others}. Of a column of bytes only the
   * group's part is left.
   */
  static Table pick(Table table, ColumnSplit.Group group, List<String> others) {
    List<Column> columns = new ArrayList<>();
    for (ColumnSplit.Range range : group.ranges()) {
      Column column = named(table, range.column());
      columns.add(column instanceof Column.Bytes bytes ? cut(bytes, range) : column);
    }
    others.forEach(name -> columns.add(named(table, name)));
    return new Table(columns);
  }

  private static Column cut(Column.Bytes column, ColumnSplit.Range range) {
    int width = range.to() - range.from();
    byte[] cut = new byte[column.rows() * width];
    for (int row = 0; row < column.rows(); row++) {
      System.arraycopy(
          column.values(), row * column.width() + range.from(), cut, row * width, width);
    }
    return new Column.Bytes(column.name(), width, cut);
  }

  private static Column named(Table table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("column " + name));
  }
}
