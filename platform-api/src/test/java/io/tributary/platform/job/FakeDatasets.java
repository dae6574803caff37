package io.tributary.platform.job;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.dataset.Datasets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Data sets by name, most without rows: version 1 of each. */
public final class FakeDatasets implements Datasets {
  private final Map<String, DatasetView> byName = new HashMap<>();
  private final Map<String, Map<String, Long>> distinct = new HashMap<>();
  private final Map<String, Table> rows = new HashMap<>();

  /** Starts a data set with so many rows; it is there once a column was added. */
  public Draft with(String name, long rows) {
    return new Draft(name, rows);
  }

  /** A data set that gets its columns one by one. */
  public final class Draft {
    private final String name;
    private final long rows;
    private final List<ColumnView> columns = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();

    private Draft(String name, long rows) {
      this.name = name;
      this.rows = rows;
    }

    public Draft column(String column, String type, long distinctValues) {
      return add(new ColumnView(column, type, null, 1), distinctValues);
    }

    public Draft column(String column, String type, String role, long distinctValues) {
      return add(new ColumnView(column, type, role, 1), distinctValues);
    }

    public Draft vector(String column, int width) {
      return add(new ColumnView(column, "vector", null, width), 0);
    }

    /** Gives the data set these rows; without them nobody may read any. */
    public Draft rows(Column... values) {
      rowsOf(name, new Table(List.of(values)));
      return this;
    }

    /** A column of type sparse. */
    public Draft sparse(String column, int width) {
      return add(new ColumnView(column, "sparse", null, width), 3);
    }

    private Draft add(ColumnView column, long distinctValues) {
      columns.add(column);
      counts.put(column.name(), distinctValues);
      byName.put(
          name,
          new DatasetView(
              "id-of-" + name,
              name,
              1,
              "csv",
              rows,
              rows,
              0,
              1,
              List.copyOf(columns),
              "00",
              Instant.EPOCH,
              "somebody"));
      distinct.put("id-of-" + name, Map.copyOf(counts));
      return this;
    }
  }

  private void rowsOf(String name, Table table) {
    rows.put("id-of-" + name, table);
  }

  @Override
  public Optional<DatasetView> find(String name) {
    return Optional.ofNullable(
        byName.get(name.endsWith("@1") ? name.substring(0, name.length() - 2) : name));
  }

  @Override
  public Optional<DatasetView> byId(String id) {
    return byName.values().stream().filter(dataset -> dataset.id().equals(id)).findFirst();
  }

  @Override
  public void scan(String id, List<String> columns, Consumer<Table> batches) {
    Table table = rows.get(id);
    if (table == null) {
      throw new UnsupportedOperationException("jobs are accepted without reading rows");
    }
    batches.accept(new Table(columns.stream().map(table::column).toList()));
  }

  @Override
  public OptionalDouble minimum(String id, String column) {
    Table table = rows.get(id);
    return table == null
        ? OptionalDouble.empty()
        : Arrays.stream(((Column.Numeric) table.column(column)).values()).min();
  }

  @Override
  public Map<String, Long> distinct(String id) {
    return distinct.getOrDefault(id, Map.of());
  }
}
