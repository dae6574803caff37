package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
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

  /** One text per row; the column has no missing label. */
  static String[] texts(Column column) {
    String[] texts = new String[column.rows()];
    if (column instanceof Column.Numeric numeric) {
      Map<Double, String> known = new HashMap<>();
      for (int row = 0; row < texts.length; row++) {
        texts[row] = known.computeIfAbsent(numeric.values()[row], Labels::text);
      }
    } else {
      Column.Categorical categorical = Columns.categorical(column);
      for (int row = 0; row < texts.length; row++) {
        texts[row] = categorical.dictionary().get(categorical.codes()[row]);
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

  private static boolean isMissing(Column column, int row) {
    return switch (column) {
      case Column.Numeric numeric -> Double.isNaN(numeric.values()[row]);
      case Column.Categorical categorical -> categorical.codes()[row] < 0;
      case Column.Bytes bytes -> false;
      case Column.Sparse sparse -> false;
    };
  }
}
