package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Label values as class names. */
final class Labels {
  private Labels() {}

  /** Plain decimal without trailing zeros: {@code 3}, {@code -0.5}, {@code 0}. */
  static String text(double label) {
    return BigDecimal.valueOf(label).stripTrailingZeros().toPlainString();
  }

  /** One text per row; empty where the label is missing. */
  static String[] texts(Column column) {
    String[] texts = new String[column.rows()];
    if (column instanceof Column.Numeric numeric) {
      Map<Double, String> known = new HashMap<>();
      for (int row = 0; row < texts.length; row++) {
        double value = numeric.values()[row];
        texts[row] = Double.isNaN(value) ? "" : known.computeIfAbsent(value, Labels::text);
      }
    } else {
      Column.Categorical categorical = Columns.categorical(column);
      for (int row = 0; row < texts.length; row++) {
        int code = categorical.codes()[row];
        texts[row] = code < 0 ? "" : categorical.dictionary().get(code);
      }
    }
    return texts;
  }

  static void requirePresent(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (isMissing(column, row)) {
        throw new IllegalArgumentException(
            "column %s, row %d: the label is missing".formatted(column.name(), row));
      }
    }
  }

  static boolean isMissing(Column column, int row) {
    return switch (column) {
      case Column.Numeric numeric -> Double.isNaN(numeric.values()[row]);
      case Column.Categorical categorical -> categorical.codes()[row] < 0;
      case Column.Instants instants -> instants.micros()[row] == TimePattern.NONE;
      case Column.Bytes bytes -> false;
      case Column.Sparse sparse -> false;
    };
  }
}
