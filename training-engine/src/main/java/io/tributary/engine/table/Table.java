package io.tributary.engine.table;

import java.util.List;

/** Columns of equal length, in order. */
public record Table(List<Column> columns) {
  public Table {
    columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.rows() != columns.getFirst().rows()) {
        throw new IllegalArgumentException(
            "column %s has %d rows, column %s has %d"
                .formatted(
                    column.name(),
                    column.rows(),
                    columns.getFirst().name(),
                    columns.getFirst().rows()));
      }
    }
  }

  public int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().rows();
  }

  /** The column of that name; throws {@code NoSuchElementException} where there is none. */
  public Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
