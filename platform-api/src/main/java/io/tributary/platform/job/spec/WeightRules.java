package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import java.util.Objects;

/** Whether a column can say how much rows count: numbers of at least 0, none missing, not all 0. */
final class WeightRules {
  private static final String WEIGHT = "weight";

  private final DataSheet data;
  private final ColumnValues values;
  private final Violations violations;

  /**
   * @param values reads the column; asked only where the profile cannot tell
   */
  WeightRules(DataSheet data, ColumnValues values, Violations violations) {
    this.data = data;
    this.values = values;
    this.violations = violations;
  }

  /**
   * @param name of a column of the data set
   */
  void check(String name) {
    ColumnView column = Objects.requireNonNull(data.column(name));
    if (!violations.sound(WEIGHT)) {
      return;
    }
    if (!DataSheet.isNumeric(column)) {
      violations.add(
          WEIGHT,
          "weight is \"%s\", a %s column; a weight is a number.".formatted(name, column.type()),
          "Choose a numeric column, or leave weight out.");
      return;
    }
    values
        .firstMissing(name)
        .ifPresent(
            row ->
                violations.add(
                    WEIGHT,
                    "weight is \"%s\", which has no value in %s, and in %d rows in all."
                        .formatted(name, row.place(), values.missing(name)),
                    "Give every row a number of at least 0 (0: it does not count), or choose another column."));
    values
        .firstNegative(name)
        .ifPresent(
            row ->
                violations.add(
                    WEIGHT,
                    "weight is \"%s\", which is %s in %s."
                        .formatted(name, row.value(), row.place()),
                    "Give every row a number of at least 0 (0: it does not count), or choose another column."));
    if (violations.sound(WEIGHT) && values.isZero(name)) {
      violations.add(
          WEIGHT,
          "weight is \"%s\", which is 0 in every row: none would count.".formatted(name),
          "Choose another column, or leave weight out.");
    }
  }
}
