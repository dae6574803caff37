package io.tributary.dataset;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.table.Table;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a version, then those of an upload. Read from its beginning, so that statistics are
 * those of all rows, and pieces are cut where they were: as long as they are the same, so are their
 * bytes, and they are not stored twice.
 */
public final class AppendedRows implements Rows {
  private final DatasetView base;
  private final Consumer<Consumer<Table>> stored;
  private final Rows added;
  private final List<InputColumn> columns;

  /**
   * @param stored hands on the base's tables in their order, each time it is called
   * @param added rows with the columns of {@code base}, in any order
   */
  public AppendedRows(DatasetView base, Consumer<Consumer<Table>> stored, Rows added) {
    this.base = base;
    this.stored = stored;
    this.added = added;
    this.columns =
        base.columns().stream()
            .map(c -> new InputColumn(c.name(), c.type(), c.role(), c.width(), c.image()))
            .toList();
  }

  @Override
  public String format() {
    return base.format();
  }

  @Override
  public String label() {
    return added.label();
  }

  @Override
  public List<InputColumn> columns() {
    return columns;
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    long[] before = {0};
    stored.accept(
        table -> {
          StoredRow row = new StoredRow(table, before[0]);
          for (int i = 0; i < table.rows(); i++) {
            row.moveTo(i);
            rows.accept(row);
          }
          before[0] += table.rows();
        });
    int[] places = columns.stream().mapToInt(c -> placeOf(c.name())).toArray();
    added.read(row -> rows.accept(new PlacedRow(places, row)), rejects);
  }

  private int placeOf(String name) {
    for (int i = 0; i < added.columns().size(); i++) {
      if (added.columns().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
