package io.tributary.platform.job.spec;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.preprocessing.ClassNames;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.dataset.Datasets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask of a column's values. Reads rows only where the data set's profile cannot tell.
 */
final class ColumnValues {
  private final Datasets datasets;
  private final String dataset;

  /**
   * @param dataset id of the version
   */
  ColumnValues(Datasets datasets, String dataset) {
    this.datasets = datasets;
    this.dataset = dataset;
  }

  /**
   * @param place of the row, in words
   * @param value that it has there, in words
   */
  record Row(String place, String value) {
    private static Row at(long number, double value) {
      return new Row("row " + number, Double.toString(value));
    }
  }

  private static final String AWAY = "a row that stays at its agent";

  /** The first row whose number is below 0; reads rows only where there is one. */
  Optional<Row> firstNegative(String column) {
    if (datasets.minimum(dataset, column).orElse(0) >= 0) {
      return Optional.empty();
    }
    return atAgents() ? Optional.of(new Row(AWAY, "below 0")) : first(column, value -> value < 0);
  }

  /** The first row without a number; reads rows only where there is one. */
  Optional<Row> firstMissing(String column) {
    if (missing(column) == 0) {
      return Optional.empty();
    }
    return atAgents() ? Optional.of(new Row(AWAY, "missing")) : first(column, Double::isNaN);
  }

  /** Whether no number differs from 0. */
  boolean isZero(String column) {
    return datasets.minimum(dataset, column).orElse(0) == 0
        && datasets.maximum(dataset, column).orElse(0) == 0;
  }

  /** Rows without a value. */
  long missing(String column) {
    return datasets.missing(dataset, column);
  }

  /** The classes of a label, sorted; reads the column. */
  List<String> classes(String column) {
    if (atAgents()) {
      return datasets.frequent(dataset, column).stream().sorted().toList();
    }
    TreeSet<String> classes = new TreeSet<>();
    datasets.scan(
        dataset, List.of(column), table -> classes.addAll(ClassNames.of(table.column(column))));
    return List.copyOf(classes);
  }

  /** Rows that stay at agents are not read: what agents tell of them has to be enough. */
  private boolean atAgents() {
    return datasets.byId(dataset).map(DatasetView::edge).isPresent();
  }

  private Optional<Row> first(String column, DoublePredicate wanted) {
    First first = new First(wanted);
    datasets.scan(dataset, List.of(column), first);
    return Optional.ofNullable(first.row);
  }

  private static final class First implements Consumer<Table> {
    private final DoublePredicate wanted;
    private long before;
    private @Nullable Row row;

    private First(DoublePredicate wanted) {
      this.wanted = wanted;
    }

    @Override
    public void accept(Table table) {
      double[] values = ((Column.Numeric) table.columns().getFirst()).values();
      for (int i = 0; i < values.length && row == null; i++) {
        if (wanted.test(values[i])) {
          row = Row.at(before + i + 1, values[i]);
        }
      }
      before += values.length;
    }
  }
}
