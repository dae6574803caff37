package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one column of a table holds, learnt by looking at every cell once. */
final class ColumnSurvey {
  static final String TIME = "datetime";

  private static final int EXAMPLES = 10;

  private final int position;
  private final String name;

  /** Type asked for by the spec or declared by the file; null where it is to be found out. */
  private final @Nullable String wanted;

  /** Pattern asked for by the spec; null where it is to be found out. */
  private final @Nullable TimePattern only;

  private final TimeSurvey times;
  private final List<Violation> notFinite = new ArrayList<>();
  private boolean textSeen;
  private long numbers;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private double mean;
  private int firstIndex = Integer.MAX_VALUE;
  private int lastIndex = -1;

  ColumnSurvey(int position, String name, @Nullable String wanted, @Nullable TimePattern only) {
    this.position = position;
    this.name = name;
    this.wanted = wanted;
    this.only = only;
    this.times =
        new TimeSurvey(
            only != null
                ? EnumSet.of(only)
                : wanted == null || wanted.equals(TIME)
                    ? EnumSet.allOf(TimePattern.class)
                    : EnumSet.noneOf(TimePattern.class));
  }

  void add(Row row) {
    if ("sparse".equals(wanted)) {
      add(row.sparse(position));
      return;
    }
    boolean mayBeNumbers = !textSeen && (wanted == null || wanted.equals("numeric"));
    if ((!mayBeNumbers && times.isOver()) || row.isMissing(position)) {
      return;
    }
    if (!times.isOver()) {
      times.add(row.text(position));
    }
    if (mayBeNumbers) {
      addNumber(row);
    }
  }

  private void addNumber(Row row) {
    if (wanted == null && !row.isFaithful(position)) {
      textSeen = true;
      return;
    }
    double number = row.number(position);
    if (Double.isNaN(number)) {
      textSeen = true;
    } else if (Double.isInfinite(number)) {
      if (notFinite.size() < EXAMPLES) {
        notFinite.add(
            new Violation(
                row.place().toString(),
                "column %s is %s".formatted(name, FileNames.printable(row.text(position))),
                "Correct the value, leave the cell empty, or remove the row."));
      }
    } else {
      add(number);
    }
  }

  private void add(SparseCell cell) {
    for (int i = 0; i < cell.count(); i++) {
      firstIndex = Math.min(firstIndex, cell.index(i));
      lastIndex = Math.max(lastIndex, cell.index(i));
      add(cell.value(i));
    }
  }

  private void add(double number) {
    numbers++;
    minimum = Math.min(minimum, number);
    maximum = Math.max(maximum, number);
    mean += (number - mean) / numbers;
  }

  /**
   * How all cells that are not missing write times, where there is at least one and one pattern
   * fits alone, or the spec says which; null else.
   */
  @Nullable TimePattern pattern() {
    if (only != null) {
      return only;
    }
    Set<TimePattern> patterns = times.patterns();
    return patterns.size() == 1 ? patterns.iterator().next() : null;
  }

  /** Times, as {@link #pattern} reads them. */
  TimeSurvey times() {
    return times;
  }

  /** What is wrong with a column that has to be one of times; null where nothing is. */
  @Nullable Violation notTimes() {
    if (!TIME.equals(wanted) || pattern() != null) {
      return null;
    }
    String what =
        times.times() == 0
            ? "has no value"
            : times.patterns().isEmpty()
                ? "writes its times in several ways"
                : "writes days and months so that either may come first";
    return new Violation(
        name,
        "column %s %s".formatted(name, what),
        "Write all of them as 2024-03-31T14:30:00Z, or say the column's pattern.");
  }

  /** Every cell that is not missing is a number, and there is at least one. */
  boolean isNumeric() {
    return "numeric".equals(wanted) || (wanted == null && !textSeen && numbers > 0);
  }

  /** Numbers that are not finite, in a column of numbers: the first ones. */
  List<Violation> notFinite() {
    return isNumeric() ? notFinite : List.of();
  }

  /** Whether nothing could be stored of a column that is sparse. */
  boolean isEmptySparse() {
    return "sparse".equals(wanted) && numbers == 0;
  }

  /** Lowest index of a sparse column: 0 where one occurs, else 1. */
  int firstIndex() {
    return Math.min(1, firstIndex);
  }

  /** Indices of a sparse column, up to the largest that occurs. */
  int width() {
    return lastIndex - firstIndex() + 1;
  }

  /** Number of finite numbers; in a sparse column, of pairs. */
  long numbers() {
    return numbers;
  }

  double minimum() {
    return minimum;
  }

  double maximum() {
    return maximum;
  }

  double mean() {
    return mean;
  }
}
