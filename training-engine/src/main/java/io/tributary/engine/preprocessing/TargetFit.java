package io.tributary.engine.preprocessing;

import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import java.util.ArrayList;
import java.util.TreeSet;

/** What the label column has shown so far. A missing label is an error: nothing can be learnt. */
sealed interface TargetFit {

  static TargetFit of(Column column, Task task) {
    return switch (task) {
      case REGRESSION -> new Values(new Moments());
      case CLASSIFICATION ->
          column instanceof Column.Numeric
              ? new NumberClasses(new TreeSet<>())
              : new TextClasses(new TreeSet<>());
    };
  }

  void accept(Column column);

  TargetTransform fit(String column, Scaling scaling);

  record Values(Moments moments) implements TargetFit {
    @Override
    public void accept(Column column) {
      Labels.requirePresent(column);
      for (double value : Columns.numeric(column).values()) {
        moments.add(value);
      }
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return switch (scaling) {
        case STANDARDIZE -> new TargetTransform.Number(column, moments.mean(), moments.scale());
        case NONE -> new TargetTransform.Number(column, 0, 1);
      };
    }
  }

  record NumberClasses(TreeSet<Double> seen) implements TargetFit {
    @Override
    public void accept(Column column) {
      Labels.requirePresent(column);
      for (double value : Columns.numeric(column).values()) {
        // Adding 0.0 turns -0.0 into 0.0: they print alike, so they are one class.
        seen.add(value + 0.0);
      }
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return new TargetTransform.Classes(column, seen.stream().map(Labels::text).toList());
    }
  }

  record TextClasses(TreeSet<String> seen) implements TargetFit {
    @Override
    public void accept(Column column) {
      Labels.requirePresent(column);
      Columns.addUsed(Columns.categorical(column), seen);
    }

    @Override
    public TargetTransform fit(String column, Scaling scaling) {
      return new TargetTransform.Classes(column, new ArrayList<>(seen));
    }
  }
}
