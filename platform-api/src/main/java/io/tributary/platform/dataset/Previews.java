package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first rows of a table as JSON values. */
final class Previews {
  /** A vector is given up to this length: small images in full. */
  private static final int VECTOR_VALUES = 1024;

  private static final int TEXT_CHARACTERS = 500;

  private Previews() {}

  static DatasetPreview of(List<ColumnView> columns, Table table, int rows) {
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (int row = 0; row < Math.min(rows, table.rows()); row++) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (Column column : table.columns()) {
        cells.add(cell(column, row));
      }
      values.add(cells);
    }
    return new DatasetPreview(columns, values);
  }

  private static @Nullable Object cell(Column column, int row) {
    return switch (column) {
      case Column.Numeric numeric -> {
        double value = numeric.values()[row];
        yield Double.isNaN(value) ? null : number(value);
      }
      case Column.Categorical texts -> {
        int code = texts.codes()[row];
        yield code < 0 ? null : shortened(texts.dictionary().get(code));
      }
      case Column.Instants instants -> {
        long micros = instants.micros()[row];
        yield micros == TimePattern.NONE ? null : TimePattern.instant(micros).toString();
      }
      case Column.Bytes bytes -> {
        List<Integer> vector = new ArrayList<>();
        for (int i = 0; i < Math.min(bytes.width(), VECTOR_VALUES); i++) {
          vector.add(bytes.values()[row * bytes.width() + i] & 0xFF);
        }
        yield vector;
      }
      case Column.Sparse sparse -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        int from = sparse.offsets()[row];
        int to = Math.min(sparse.offsets()[row + 1], from + VECTOR_VALUES);
        for (int i = from; i < to; i++) {
          entries.put(Integer.toString(sparse.indices()[i]), number(sparse.values()[i]));
        }
        yield entries;
      }
    };
  }

  /** Whole numbers without a decimal point, as they stood in the file. */
  private static Object number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }

  private static String shortened(String text) {
    return text.length() > TEXT_CHARACTERS ? text.substring(0, TEXT_CHARACTERS) + "..." : text;
  }
}
