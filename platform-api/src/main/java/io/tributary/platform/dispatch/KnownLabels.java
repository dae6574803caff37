package io.tributary.platform.dispatch;

import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The labels that a job's training rows have: those of the data set, or, in experiments with fewer,
 * those of some rows that the seed draws. Counts what it lets through. Not thread-safe.
 */
final class KnownLabels {
  /** Stands in for a partition's index where the generator orders the whole data set. */
  private static final int DRAW = -2;

  private final String label;
  private final BitSet training;
  private final @Nullable BitSet kept;
  private long labelled;
  private long unlabelled;

  /**
   * @param rows of the data set
   * @param most labels that may be known; null for all
   */
  KnownLabels(String label, RowPlan plan, int rows, long seed, @Nullable Integer most) {
    this.label = label;
    this.training = new BitSet(rows);
    for (int row : plan.selectTraining(0, rows)) {
      training.set(row);
    }
    this.kept = most == null ? null : drawn(BatchOrder.order(seed, DRAW, 0, rows), most);
  }

  private BitSet drawn(int[] order, int most) {
    BitSet drawn = new BitSet(order.length);
    int left = most;
    for (int i = 0; i < order.length && left > 0; i++) {
      if (training.get(order[i])) {
        drawn.set(order[i]);
        left--;
      }
    }
    return drawn;
  }

  /**
   * The next rows of the data set; labels of training rows that are not known are missing.
   *
   * @param from row of the data set that the table begins with
   */
  Table of(Table table, int from) {
    Table known =
        new Table(
            table.columns().stream()
                .map(column -> column.name().equals(label) ? hidden(column, from) : column)
                .toList());
    Column labels = known.column(label);
    for (int row = 0; row < table.rows(); row++) {
      if (training.get(from + row)) {
        labelled += isMissing(labels, row) ? 0 : 1;
        unlabelled += isMissing(labels, row) ? 1 : 0;
      }
    }
    return known;
  }

  /** Training rows with a label so far. */
  long labelled() {
    return labelled;
  }

  /** Training rows without one so far. */
  long unlabelled() {
    return unlabelled;
  }

  private boolean isHidden(int row) {
    return kept != null && training.get(row) && !kept.get(row);
  }

  private Column hidden(Column column, int from) {
    return switch (column) {
      case Column.Numeric numeric -> {
        double[] values = numeric.values().clone();
        for (int row = 0; row < values.length; row++) {
          values[row] = isHidden(from + row) ? Double.NaN : values[row];
        }
        yield new Column.Numeric(numeric.name(), values);
      }
      case Column.Categorical categorical -> {
        int[] codes = categorical.codes().clone();
        for (int row = 0; row < codes.length; row++) {
          codes[row] = isHidden(from + row) ? -1 : codes[row];
        }
        yield new Column.Categorical(categorical.name(), codes, categorical.dictionary());
      }
      case Column.Instants times -> throw notClasses(times);
      case Column.Bytes bytes -> throw notClasses(bytes);
      case Column.Sparse sparse -> throw notClasses(sparse);
    };
  }

  private static boolean isMissing(Column column, int row) {
    return switch (column) {
      case Column.Numeric numeric -> Double.isNaN(numeric.values()[row]);
      case Column.Categorical categorical -> categorical.codes()[row] < 0;
      case Column.Instants times -> false;
      case Column.Bytes bytes -> false;
      case Column.Sparse sparse -> false;
    };
  }

  private static IllegalArgumentException notClasses(Column column) {
    return new IllegalArgumentException("column %s as labels".formatted(column.name()));
  }
}
