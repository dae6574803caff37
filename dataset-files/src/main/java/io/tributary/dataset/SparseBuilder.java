package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.engine.table.Column;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sparse column. Its profile is that of the values in the file, without the zeros between them.
 */
final class SparseBuilder implements ColumnBuilder {
  /** An index and its value. */
  private static final int PAIR_BYTES = Integer.BYTES + Double.BYTES;

  private final String name;
  private final int position;
  private final @Nullable String role;
  private final ColumnSurvey survey;
  private final Histogram histogram;
  private final DistinctCount distinct = new DistinctCount();
  private int[] offsets = new int[256];
  private int[] indices = new int[4096];
  private double[] values = new double[4096];
  private int rows;
  private int size;
  private double squares;

  /**
   * @param survey of all values
   */
  SparseBuilder(int position, String name, @Nullable String role, ColumnSurvey survey) {
    this.position = position;
    this.name = name;
    this.role = role;
    this.survey = survey;
    this.histogram = new Histogram(survey.minimum(), survey.maximum());
  }

  @Override
  public int add(Row row) {
    SparseCell cell = row.sparse(position);
    while (size + cell.count() > indices.length) {
      indices = Arrays.copyOf(indices, 2 * indices.length);
      values = Arrays.copyOf(values, 2 * values.length);
    }
    for (int i = 0; i < cell.count(); i++) {
      double value = cell.value(i);
      double difference = value - survey.mean();
      squares += difference * difference;
      histogram.add(value);
      distinct.add(value);
      indices[size] = cell.index(i);
      values[size++] = value;
    }
    if (++rows == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * rows);
    }
    offsets[rows] = size;
    return Integer.BYTES + cell.count() * PAIR_BYTES;
  }

  @Override
  public Column piece() {
    Column.Sparse piece =
        new Column.Sparse(
            name,
            survey.firstIndex(),
            survey.width(),
            Arrays.copyOf(offsets, rows + 1),
            Arrays.copyOf(indices, size),
            Arrays.copyOf(values, size));
    rows = 0;
    size = 0;
    return piece;
  }

  @Override
  public ColumnView view() {
    return new ColumnView(name, "sparse", role, survey.width());
  }

  @Override
  public ColumnProfile profile() {
    return new ColumnProfile(
        name,
        "sparse",
        0,
        distinct.count(),
        !distinct.isExact(),
        NumericBuilder.finite(survey.minimum()),
        NumericBuilder.finite(survey.maximum()),
        NumericBuilder.finite(survey.mean()),
        NumericBuilder.finite(Math.sqrt(squares / survey.numbers())),
        histogram.bins(),
        List.of());
  }
}
