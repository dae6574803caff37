package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The users, items or other things that rows of a column name, by texts or numbers. */
final class Entities {
  private final TreeSet<String> texts = new TreeSet<>();
  private final TreeSet<Double> numbers = new TreeSet<>();

  /** Throws {@code IllegalArgumentException} where a column holds neither texts nor numbers. */
  void add(Column column) {
    if (column instanceof Column.Numeric numeric) {
      for (double value : numeric.values()) {
        if (!Double.isNaN(value)) {
          // Adding 0.0 turns -0.0 into 0.0: they print alike, so they are one name.
          numbers.add(value + 0.0);
        }
      }
    } else {
      Columns.addUsed(Columns.categorical(column), texts);
    }
  }

  boolean areNumbers() {
    return !numbers.isEmpty();
  }

  /** Numbers in their order, or texts in theirs. */
  List<String> names() {
    return numbers.isEmpty() ? new ArrayList<>(texts) : numbers.stream().map(Labels::text).toList();
  }

  /**
   * Where in {@code names} each row's name is; -1 where it is missing or none of them.
   *
   * @return shape [rows]; owned by the caller
   */
  static int[] positions(Column column, List<String> names) {
    int[] positions = new int[column.rows()];
    if (column instanceof Column.Numeric numeric) {
      Map<String, Integer> positionOf = PreprocessingApplier.indexOf(names);
      Map<Double, Integer> known = new HashMap<>();
      for (int row = 0; row < positions.length; row++) {
        double value = numeric.values()[row];
        positions[row] =
            Double.isNaN(value)
                ? -1
                : known.computeIfAbsent(
                    value + 0.0, number -> positionOf.getOrDefault(Labels.text(number), -1));
      }
      return positions;
    }
    Column.Categorical categorical = Columns.categorical(column);
    int[] position = PreprocessingApplier.positions(categorical.dictionary(), names);
    Arrays.setAll(
        positions, row -> categorical.codes()[row] < 0 ? -1 : position[categorical.codes()[row]]);
    return positions;
  }
}
