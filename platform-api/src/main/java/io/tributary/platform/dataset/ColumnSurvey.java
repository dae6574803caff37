package io.tributary.platform.dataset;

import io.tributary.client.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one column of a table holds, learnt by looking at every cell once. */
final class ColumnSurvey {
  private static final int EXAMPLES = 10;

  private final int position;
  private final String name;

  /** Type asked for by the spec or declared by the file; null where it is to be found out. */
  private final @Nullable String wanted;

  private final List<Violation> notFinite = new ArrayList<>();
  private boolean textSeen;
  private long numbers;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private double mean;
  private int firstIndex = Integer.MAX_VALUE;
  private int lastIndex = -1;

  ColumnSurvey(int position, String name, @Nullable String wanted) {
    this.position = position;
    this.name = name;
    this.wanted = wanted;
  }

  void add(Row row) {
    if ("sparse".equals(wanted)) {
      add(row.sparse(position));
      return;
    }
    if (textSeen || (wanted != null && !wanted.equals("numeric")) || row.isMissing(position)) {
      return;
    }
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
