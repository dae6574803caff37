package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.engine.table.Column;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of numbers. */
final class NumericBuilder implements ColumnBuilder {
  private final int position;
  private final String name;
  private final @Nullable String role;
  private final ColumnSurvey survey;
  private final Histogram histogram;
  private final DistinctCount distinct = new DistinctCount();
  private double[] values = new double[256];
  private int size;
  private long missing;
  private double squares;

  NumericBuilder(int position, String name, @Nullable String role, ColumnSurvey survey) {
    this.position = position;
    this.name = name;
    this.role = role;
    this.survey = survey;
    this.histogram = new Histogram(survey.minimum(), survey.maximum());
  }

  @Override
  public int add(Row row) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    if (row.isMissing(position)) {
      missing++;
      values[size++] = Double.NaN;
      return Double.BYTES;
    }
    double value = row.number(position);
    double difference = value - survey.mean();
    squares += difference * difference;
    histogram.add(value);
    distinct.add(value);
    values[size++] = value;
    return Double.BYTES;
  }

  @Override
  public Column piece() {
    Column.Numeric piece = new Column.Numeric(name, Arrays.copyOf(values, size));
    size = 0;
    return piece;
  }

  @Override
  public ColumnView view() {
    return new ColumnView(name, "numeric", role, 1);
  }

  @Override
  public ColumnProfile profile() {
    boolean any = survey.numbers() > 0;
    return new ColumnProfile(
        name,
        "numeric",
        missing,
        distinct.count(),
        !distinct.isExact(),
        any ? finite(survey.minimum()) : null,
        any ? finite(survey.maximum()) : null,
        any ? finite(survey.mean()) : null,
        any ? finite(Math.sqrt(squares / survey.numbers())) : null,
        histogram.bins(),
        List.of());
  }

  /** JSON has no infinity: a moment that overflowed is not given. */
  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }
}
