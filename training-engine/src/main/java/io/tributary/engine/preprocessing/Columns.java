package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Columns of the kind that a transform needs, or a sentence that says which kind they are. */
final class Columns {
  private Columns() {}

  static Column named(Table table, String name) {
    try {
      return table.column(name);
    } catch (NoSuchElementException e) {
      throw new IllegalArgumentException("the rows have no column %s".formatted(name), e);
    }
  }

  static Column.Numeric numeric(Column column) {
    if (column instanceof Column.Numeric numeric) {
      return numeric;
    }
    throw wrongKind(column, "numbers");
  }

  static Column.Categorical categorical(Column column) {
    if (column instanceof Column.Categorical categorical) {
      return categorical;
    }
    throw wrongKind(column, "texts");
  }

  static Column.Instants instants(Column column) {
    if (column instanceof Column.Instants instants) {
      return instants;
    }
    throw wrongKind(column, "times");
  }

  static Column.Bytes bytes(Column column, int width) {
    if (column instanceof Column.Bytes bytes && bytes.width() == width) {
      return bytes;
    }
    throw wrongKind(column, "%d bytes".formatted(width));
  }

  static Column.Sparse sparse(Column column) {
    if (column instanceof Column.Sparse sparse) {
      return sparse;
    }
    throw wrongKind(column, "sparse numbers");
  }

  static Column.Sparse sparse(Column column, int first, int width) {
    Column.Sparse sparse = sparse(column);
    if (sparse.first() == first && sparse.width() == width) {
      return sparse;
    }
    throw wrongKind(column, "sparse numbers at %d to %d".formatted(first, first + width - 1));
  }

  /** Adds the rows of {@code column} by text; missing ones do not count. */
  static void count(Column.Categorical column, Map<String, Long> rowsOf) {
    long[] rows = new long[column.dictionary().size()];
    for (int code : column.codes()) {
      if (code >= 0) {
        rows[code]++;
      }
    }
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] > 0) {
        rowsOf.merge(column.dictionary().get(code), rows[code], Long::sum);
      }
    }
  }

  /** Adds the texts that rows of {@code column} use. */
  static void addUsed(Column.Categorical column, Set<String> texts) {
    boolean[] used = new boolean[column.dictionary().size()];
    for (int code : column.codes()) {
      if (code >= 0) {
        used[code] = true;
      }
    }
    for (int code = 0; code < used.length; code++) {
      if (used[code]) {
        texts.add(column.dictionary().get(code));
      }
    }
  }

  private static IllegalArgumentException wrongKind(Column column, String expected) {
    String actual =
        switch (column) {
          case Column.Numeric numeric -> "numbers";
          case Column.Categorical categorical -> "texts";
          case Column.Instants instants -> "times";
          case Column.Bytes bytes -> "%d bytes".formatted(bytes.width());
          case Column.Sparse sparse ->
              "sparse numbers at %d to %d"
                  .formatted(sparse.first(), sparse.first() + sparse.width() - 1);
        };
    return new IllegalArgumentException(
        "column %s holds %s a row, expected %s".formatted(column.name(), actual, expected));
  }
}
