package io.tributary.platform.job;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.table.Table;
import io.tributary.platform.dataset.Datasets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Data sets by name, without rows: version 1 of each. */
public final class FakeDatasets implements Datasets {
  private final Map<String, DatasetView> byName = new HashMap<>();
  private final Map<String, Map<String, Long>> distinct = new HashMap<>();

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
    throw new UnsupportedOperationException("jobs are accepted without reading rows");
  }

  @Override
  public Map<String, Long> distinct(String id) {
    return distinct.getOrDefault(id, Map.of());
  }
}
