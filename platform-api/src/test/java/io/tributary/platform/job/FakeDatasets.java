package io.tributary.platform.job;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import io.tributary.platform.dataset.Datasets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Data sets by name, most without rows: version 1 of each. */
public final class FakeDatasets implements Datasets {
  private final Map<String, DatasetView> byName = new HashMap<>();
  private final Map<String, Map<String, Long>> distinct = new HashMap<>();
  private final Map<String, Table> rows = new HashMap<>();
  private final Map<String, List<String>> frequent = new HashMap<>();

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

    public Draft images(String column, int rows, int columns, int channels) {
      return add(
          new ColumnView(
              column, "vector", null, rows * columns * channels, List.of(rows, columns, channels)),
          0);
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
    return numbers(id, column).filter(value -> !Double.isNaN(value)).min();
  }

  @Override
  public OptionalDouble maximum(String id, String column) {
    return numbers(id, column).filter(value -> !Double.isNaN(value)).max();
  }

  /** None where the data set has no rows, or others in that column. */
  private DoubleStream numbers(String id, String column) {
    Table table = rows.get(id);
    return table == null
        ? DoubleStream.empty()
        : table.columns().stream()
            .filter(c -> c.name().equals(column) && c instanceof Column.Numeric)
            .flatMapToDouble(c -> Arrays.stream(((Column.Numeric) c).values()));
  }

  @Override
  public long missing(String id, String column) {
    Table table = rows.get(id);
    if (table == null || table.columns().stream().noneMatch(c -> c.name().equals(column))) {
      return 0;
    }
    return switch (table.column(column)) {
      case Column.Numeric numeric -> Arrays.stream(numeric.values()).filter(Double::isNaN).count();
      case Column.Categorical categorical ->
          Arrays.stream(categorical.codes()).filter(code -> code < 0).count();
      case Column.Instants times ->
          Arrays.stream(times.micros()).filter(micros -> micros == TimePattern.NONE).count();
      case Column.Bytes bytes -> 0;
      case Column.Sparse sparse -> 0;
    };
  }

  /** Makes the rows of a data set stay at agents, one file each. */
  public void atAgents(String name, EdgeFile... files) {
    byName.computeIfPresent(name, (n, view) -> view.at(List.of(files)));
  }

  /** Values of a column that agents tell. */
  public void told(String name, String column, String... values) {
    frequent.put(name + "." + column, List.of(values));
  }

  @Override
  public List<String> frequent(String id, String column) {
    return frequent.getOrDefault(byId(id).orElseThrow().name() + "." + column, List.of());
  }

  @Override
  public Map<Integer, Set<AgentId>> holders(String id) {
    return Map.of();
  }

  @Override
  public Map<String, Long> distinct(String id) {
    return distinct.getOrDefault(id, Map.of());
  }
}
