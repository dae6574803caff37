package io.tributary.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.engine.table.TimePattern;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which every cell fits its column: a row with another text than a number in a column of
 * numbers is rejected, and so is one with another than a time in a column of times.
 *
 * @param specs what the user said, by column name
 */
record AcceptedRows(Rows rows, Map<String, ColumnSpec> specs) {
  /**
   * What the type of a column is to be; null where its cells decide. The user overrules the file.
   */
  @Nullable String wantedType(InputColumn column) {
    ColumnSpec spec = specs.get(column.name());
    return spec == null || spec.type() == null ? column.type() : spec.type();
  }

  @Nullable String role(InputColumn column) {
    ColumnSpec spec = specs.get(column.name());
    return spec == null || spec.role() == null ? column.role() : spec.role();
  }

  /** How the column's times are written; null where its cells decide, or it has none. */
  @Nullable TimePattern pattern(InputColumn column) {
    ColumnSpec spec = specs.get(column.name());
    return spec == null || spec.pattern() == null ? null : TimePattern.of(spec.pattern());
  }

  void read(Consumer<Row> accepted, Rejects rejects) {
    BitSet numbersOnly = new BitSet();
    BitSet timesOnly = new BitSet();
    int[] known = {0};
    rows.read(
        row -> {
          for (; known[0] < rows.columns().size(); known[0]++) {
            InputColumn column = rows.columns().get(known[0]);
            numbersOnly.set(known[0], "numeric".equals(wantedType(column)));
            timesOnly.set(known[0], ColumnSurvey.TIME.equals(wantedType(column)));
          }
          String flaw = flaw(row, numbersOnly, timesOnly);
          if (flaw == null) {
            accepted.accept(row);
          } else {
            rejects.add(row.place(), flaw, row.beginning(Rejects.TEXT_CHARACTERS));
          }
        },
        rejects);
  }

  /** Why the row is rejected; null where it is not. */
  private @Nullable String flaw(Row row, BitSet numbersOnly, BitSet timesOnly) {
    for (int i = numbersOnly.nextSetBit(0); i >= 0; i = numbersOnly.nextSetBit(i + 1)) {
      if (!row.isMissing(i) && Double.isNaN(row.number(i))) {
        return "column %s: '%s' is no number"
            .formatted(rows.columns().get(i).name(), FileNames.printable(row.text(i)));
      }
    }
    for (int i = timesOnly.nextSetBit(0); i >= 0; i = timesOnly.nextSetBit(i + 1)) {
      if (!row.isMissing(i) && !isTime(row.text(i), pattern(rows.columns().get(i)))) {
        return "column %s: '%s' is no date or time"
            .formatted(rows.columns().get(i).name(), FileNames.printable(row.text(i)));
      }
    }
    return null;
  }

  private static boolean isTime(String text, @Nullable TimePattern only) {
    return Arrays.stream(TimePattern.values())
        .filter(pattern -> only == null || pattern == only)
        .anyMatch(pattern -> pattern.micros(text) != TimePattern.NONE);
  }
}
