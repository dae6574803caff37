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

  /** What was seen, for others to add. */
  ColumnSums sums(String column);

  /** A fit that has seen nothing yet, for rows like those. */
  static TargetFit of(ColumnSums sums) {
    return switch (sums) {
      case ColumnSums.Numbers numbers -> new Values(new Moments());
      case ColumnSums.NumberClasses classes -> new NumberClasses(new TreeMap<>());
      case ColumnSums.Texts texts -> new TextClasses(new TreeMap<>());
      case ColumnSums.Times times -> throw new IllegalArgumentException("a label of times");
      case ColumnSums.Pixels pixels -> throw new IllegalArgumentException("a label of pixels");
    };
  }

  /** Adds what was seen elsewhere. Throws {@code IllegalArgumentException} for another kind. */
  default void add(ColumnSums sums) {
    if (this instanceof Values(Moments moments) && sums instanceof ColumnSums.Numbers numbers) {
      moments.add(numbers.moments());
    } else if (this instanceof NumberClasses(TreeMap<Double, Long> seen)
        && sums instanceof ColumnSums.NumberClasses classes) {
      classes.rows().forEach((number, rows) -> seen.merge(number, rows, Long::sum));
    } else if (this instanceof TextClasses(TreeMap<String, Long> seen)
        && sums instanceof ColumnSums.Texts texts) {
      texts.rows().forEach((text, rows) -> seen.merge(text, rows, Long::sum));
    } else {
      throw new IllegalArgumentException(
          "the label %s is of another kind in one place than in another".formatted(sums.column()));
    }
  }

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
    public ColumnSums sums(String column) {
      return new ColumnSums.Numbers(column, moments.sums());
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
    public ColumnSums sums(String column) {
      return new ColumnSums.NumberClasses(column, seen);
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
      Columns.count(Columns.categorical(column), seen);
    }

    @Override
    public ColumnSums sums(String column) {
      return new ColumnSums.Texts(column, seen);
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
