package io.tributary.platform.job.spec;

import io.tributary.engine.preprocessing.ClassNames;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.dataset.Datasets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What rules ask of a label's values. Reads rows only where the data set's profile cannot tell. */
final class LabelValues {
  private final Datasets datasets;
  private final String dataset;

  /**
   * @param dataset id of the version
   */
  LabelValues(Datasets datasets, String dataset) {
    this.datasets = datasets;
    this.dataset = dataset;
  }

  /**
   * @param number of the row, from 1
   */
  record Row(long number, double value) {}

  /** The first row whose value is below 0; reads rows only where there is one. */
  Optional<Row> firstNegative(String column) {
    if (datasets.minimum(dataset, column).orElse(0) >= 0) {
      return Optional.empty();
    }
    FirstNegative found = new FirstNegative();
    datasets.scan(dataset, List.of(column), found);
    return Optional.ofNullable(found.row);
  }

  /** The classes of a label, sorted; reads the column. */
  List<String> classes(String column) {
    TreeSet<String> classes = new TreeSet<>();
    datasets.scan(
        dataset, List.of(column), table -> classes.addAll(ClassNames.of(table.column(column))));
    return List.copyOf(classes);
  }

  private static final class FirstNegative implements Consumer<Table> {
    private long before;
    private @Nullable Row row;

    @Override
    public void accept(Table table) {
      double[] values = ((Column.Numeric) table.columns().getFirst()).values();
      for (int i = 0; i < values.length && row == null; i++) {
        if (values[i] < 0) {
          row = new Row(before + i + 1, values[i]);
        }
      }
      before += values.length;
    }
  }
}
