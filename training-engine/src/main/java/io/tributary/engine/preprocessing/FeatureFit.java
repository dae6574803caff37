package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.TreeSet;

/** What one feature column has shown so far. */
sealed interface FeatureFit
    permits FeatureFit.Numbers,
        FeatureFit.Categories,
        FeatureFit.Times,
        FeatureFit.Named,
        FeatureFit.Pixels,
        FeatureFit.LargestValues,
        WordFit {

  static FeatureFit of(Column column) {
    return switch (column) {
      case Column.Numeric numeric -> new Numbers(new Moments());
      case Column.Categorical categorical -> new Categories(new TreeSet<>());
      case Column.Instants instants -> new Times(instants.pattern(), new Moments());
      case Column.Bytes bytes -> new Pixels(bytes.width());
      case Column.Sparse sparse ->
          new LargestValues(sparse.first(), sparse.width(), new float[sparse.width()]);
    };
  }

  void accept(Column column);

  FeatureTransform fit(String column, Scaling scaling);

  record Numbers(Moments moments) implements FeatureFit {
    @Override
    public void accept(Column column) {
      for (double value : Columns.numeric(column).values()) {
        moments.add(value);
      }
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      double mean = moments.mean();
      return switch (scaling) {
        case STANDARDIZE -> new FeatureTransform.Standardize(column, mean, mean, moments.scale());
        case MEAN -> new FeatureTransform.Standardize(column, mean, 0, moments.size());
        case NONE -> new FeatureTransform.Standardize(column, mean, 0, 1);
      };
    }
  }

  record Categories(TreeSet<String> seen) implements FeatureFit {
    @Override
    public void accept(Column column) {
      Columns.addUsed(Columns.categorical(column), seen);
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      return new FeatureTransform.OneHot(column, new ArrayList<>(seen));
    }
  }

  /** A year is centred whatever the scaling: 2000 as it is would drown every other input. */
  record Times(TimePattern pattern, Moments years) implements FeatureFit {
    @Override
    public void accept(Column column) {
      for (long micros : Columns.instants(column).micros()) {
        years.add(DateInputs.year(micros));
      }
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      double scale = scaling == Scaling.STANDARDIZE ? years.scale() : 1;
      return new FeatureTransform.DateParts(column, pattern, years.mean(), scale);
    }
  }

  /** Whatever the scaling: names are told apart, not measured. */
  record Named(Entities seen) implements FeatureFit {
    @Override
    public void accept(Column column) {
      seen.add(column);
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      return new FeatureTransform.Entity(column, seen.names(), seen.areNumbers());
    }
  }

  record Pixels(int width) implements FeatureFit {
    @Override
    public void accept(Column column) {
      Columns.bytes(column, width);
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      return new FeatureTransform.ScaleBytes(column, width);
    }
  }

  /**
   * @param largest by place, the largest magnitude so far, within float32's normal numbers
   */
  record LargestValues(int first, int width, float[] largest) implements FeatureFit {
    @Override
    public void accept(Column column) {
      Column.Sparse rows = Columns.sparse(column, first, width);
      for (int i = 0; i < rows.values().length; i++) {
        double size = Math.abs(rows.values()[i]);
        if (size > 0) {
          int place = rows.indices()[i] - first;
          float clamped = (float) Math.clamp(size, Float.MIN_NORMAL, Float.MAX_VALUE);
          largest[place] = Math.max(largest[place], clamped);
        }
      }
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      return switch (scaling) {
        case STANDARDIZE -> FeatureTransform.ScaleSparse.by(column, first, largest);
        case NONE -> new FeatureTransform.ScaleSparse(column, first, width, "");
        case MEAN -> throw new IllegalStateException("only targets are divided by their mean");
      };
    }
  }
}
