package io.tributary.engine.preprocessing;

import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the label column has shown so far; rows without a label show nothing. */
sealed interface TargetFit {

  static TargetFit of(Column column, Task task) {
    return switch (task) {
      case REGRESSION, RECOMMENDATION -> new Values(new Moments());
      case CLUSTERING, EMBEDDING ->
          throw new IllegalArgumentException("task %s has no label".formatted(task));
      case CLASSIFICATION ->
          column instanceof Column.Numeric
              ? new NumberClasses(new TreeMap<>())
              : new TextClasses(new TreeMap<>());
    };
  }

  void accept(Column column);

  TargetTransform fit(String column, Scaling scaling);

  /** Rows by class, in the order of the classes; empty where there are none. */
  List<Long> classRows();

  record Values(Moments moments) implements TargetFit {
    @Override
    public void accept(Column column) {
      for (double value : Columns.numeric(column).values()) {
        if (!Double.isNaN(value)) {
          moments.add(value);
        }
      }
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return switch (scaling) {
        case STANDARDIZE -> new TargetTransform.Number(column, moments.mean(), moments.scale());
        case MEAN -> new TargetTransform.Number(column, 0, moments.size());
        case NONE -> new TargetTransform.Number(column, 0, 1);
      };
    }

    @Override
    public List<Long> classRows() {
      return List.of();
    }
  }

  record NumberClasses(TreeMap<Double, Long> seen) implements TargetFit {
    @Override
    public void accept(Column column) {
      for (double value : Columns.numeric(column).values()) {
        if (!Double.isNaN(value)) {
          // Adding 0.0 turns -0.0 into 0.0: they print alike, so they are one class.
          seen.merge(value + 0.0, 1L, Long::sum);
        }
      }
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return new TargetTransform.Classes(column, seen.keySet().stream().map(Labels::text).toList());
    }

    @Override
    public List<Long> classRows() {
      return List.copyOf(seen.values());
    }
  }

  record TextClasses(TreeMap<String, Long> seen) implements TargetFit {
    @Override
    public void accept(Column column) {
      Column.Categorical texts = Columns.categorical(column);
      long[] rows = new long[texts.dictionary().size()];
      for (int code : texts.codes()) {
        if (code >= 0) {
          rows[code]++;
        }
      }
      for (int code = 0; code < rows.length; code++) {
        if (rows[code] > 0) {
          seen.merge(texts.dictionary().get(code), rows[code], Long::sum);
        }
      }
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return new TargetTransform.Classes(column, new ArrayList<>(seen.keySet()));
    }

    @Override
    public List<Long> classRows() {
      return List.copyOf(seen.values());
    }
  }
}
