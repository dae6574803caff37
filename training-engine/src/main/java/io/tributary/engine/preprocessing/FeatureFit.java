package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.TreeMap;

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
      case Column.Categorical categorical -> new Categories(new TreeMap<>());
      case Column.Instants instants -> new Times(instants.pattern(), new Moments());
      case Column.Bytes bytes -> new Pixels(bytes.width());
      case Column.Sparse sparse ->
          new LargestValues(sparse.first(), sparse.width(), new float[sparse.width()]);
    };
  }

  void accept(Column column);

  FeatureTransform fit(String column, Scaling scaling);

  /** What was seen, for others to add. Throws {@code IllegalArgumentException} where it cannot. */
  ColumnSums sums(String column);

  /** A fit that has seen nothing but those rows. */
  static FeatureFit of(ColumnSums sums) {
    return switch (sums) {
      case ColumnSums.Numbers numbers -> new Numbers(new Moments());
      case ColumnSums.Texts texts -> new Categories(new TreeMap<>());
      case ColumnSums.Times times -> new Times(times.pattern(), new Moments());
      case ColumnSums.Pixels pixels -> new Pixels(pixels.width());
      case ColumnSums.NumberClasses classes ->
          throw new IllegalArgumentException(
              "column %s: only a label has classes".formatted(classes.column()));
    };
  }

  /** Adds what was seen elsewhere. Throws {@code IllegalArgumentException} for another kind. */
  default void add(ColumnSums sums) {
    if (this instanceof Numbers(Moments moments) && sums instanceof ColumnSums.Numbers numbers) {
      moments.add(numbers.moments());
    } else if (this instanceof Categories(TreeMap<String, Long> seen)
        && sums instanceof ColumnSums.Texts texts) {
      texts.rows().forEach((text, rows) -> seen.merge(text, rows, Long::sum));
    } else if (this instanceof Times(TimePattern pattern, Moments years)
        && sums instanceof ColumnSums.Times times
        && times.pattern() == pattern) {
      years.add(times.years());
    } else if (!(this instanceof Pixels(int width)
        && sums instanceof ColumnSums.Pixels pixels
        && pixels.width() == width)) {
      throw new IllegalArgumentException(
          "column %s is of another kind in one place than in another".formatted(sums.column()));
    }
  }

  private static IllegalArgumentException notBySums(String column, String kind) {
    return new IllegalArgumentException(
        "column %s: %s cannot be fitted by sums of several places".formatted(column, kind));
  }

  record Numbers(Moments moments) implements FeatureFit {
    @Override
    public void accept(Column column) {
      for (double value : Columns.numeric(column).values()) {
        moments.add(value);
      }
    }

    @Override
    public ColumnSums sums(String column) {
      return new ColumnSums.Numbers(column, moments.sums());
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

  record Categories(TreeMap<String, Long> seen) implements FeatureFit {
    @Override
    public void accept(Column column) {
      Columns.count(Columns.categorical(column), seen);
    }

    @Override
    public ColumnSums sums(String column) {
      return new ColumnSums.Texts(column, seen);
    }

    @Override
    public FeatureTransform fit(String column, Scaling scaling) {
      return new FeatureTransform.OneHot(column, new ArrayList<>(seen.keySet()));
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
    public ColumnSums sums(String column) {
      return new ColumnSums.Times(column, pattern, years.sums());
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
    public ColumnSums sums(String column) {
      throw notBySums(column, "names of users or items");
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
    public ColumnSums sums(String column) {
      return new ColumnSums.Pixels(column, width);
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
    public ColumnSums sums(String column) {
      throw notBySums(column, "sparse numbers");
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
