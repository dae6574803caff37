package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a column can decide which rows go together, or which come first. */
final class KeyColumnRules {
  /** Kinds of rows that every side can have some of. */
  private static final int MOST_KINDS = 1000;

  private static final List<String> SINGLE = List.of("numeric", "categorical", "text", "datetime");
  private static final List<String> RISING = List.of("numeric", "datetime");

  /** What a column decides. */
  enum Use {
    /** Equal values belong together. */
    KEYS,
    /** Each value is a kind of row, of which there have to be some everywhere. */
    CLASSES,
    /** Values rise with time. */
    ORDER
  }

  private final DataSheet data;
  private final ColumnValues values;
  private final Violations violations;

  KeyColumnRules(DataSheet data, ColumnValues values, Violations violations) {
    this.data = data;
    this.values = values;
    this.violations = violations;
  }

  /**
   * @param field that names the column
   * @param task of the job; null where that is wrong
   */
  void check(String field, Use use, String name, @Nullable String task) {
    ColumnView column = data.column(name);
    boolean order = use == Use.ORDER;
    if (column == null) {
      violations.add(
          field,
          "%s names \"%s\", which is not a column of %s; there is: %s."
              .formatted(field, name, data.dataset().name(), Spelling.list(data.names())),
          Spelling.advice(name, data.names()));
    } else if (!(order ? RISING : SINGLE).contains(column.type())) {
      violations.add(
          field,
          "%s is \"%s\", a %s column, which %s."
              .formatted(
                  field,
                  name,
                  column.type(),
                  order ? "does not rise with time" : "has no one value per row"),
          order
              ? "Choose a numeric or date-time column."
              : "Choose a column with one number or one text per row.");
    } else if (order && values.missing(name) > 0) {
      violations.add(
          field,
          "%s is \"%s\", which has no value in %d rows: nobody knows whether they come before or after the others."
              .formatted(field, name, values.missing(name)),
          "Choose a column without gaps, or leave those rows out of the data set.");
    } else if (data.distinct(column) < 2) {
      violations.add(
          field,
          "%s is \"%s\", which has %s."
              .formatted(
                  field,
                  name,
                  data.distinct(column) == 1 ? "the same value in every row" : "no value"),
          "Choose a column with at least two distinct values.");
    } else if (use == Use.CLASSES && data.distinct(column) > MOST_KINDS) {
      violations.add(
          field,
          "%s is \"%s\" with %d distinct values%s."
              .formatted(
                  field,
                  name,
                  data.distinct(column),
                  "regression".equals(task)
                      ? "; the task is regression, which has no classes"
                      : ""),
          "Choose a column with at most %d distinct values, or type random.".formatted(MOST_KINDS));
    }
  }

  /** Distinct values of a column that there is. */
  long distinct(String name) {
    ColumnView column = data.column(name);
    return column == null ? 0 : data.distinct(column);
  }
}
