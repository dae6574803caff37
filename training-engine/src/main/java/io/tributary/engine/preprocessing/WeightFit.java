package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;

/**
 * What a column of row weights has shown so far. A weight that is missing or negative is an error.
 */
final class WeightFit {
  private final String name;
  private final Moments moments = new Moments();

  WeightFit(String name) {
    this.name = name;
  }

  void accept(Column column) {
    for (double value : values(column)) {
      moments.add(value);
    }
  }

  /** What was seen, for others to add. */
  MomentSums sums() {
    return moments.sums();
  }

  /** Adds what was seen elsewhere. */
  void add(MomentSums sums) {
    moments.add(sums);
  }

  RowWeight fit() {
    double mean = moments.mean();
    if (!(mean > 0) || !Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "column %s: the mean weight of the training rows is %s, so no row counts"
              .formatted(name, mean));
    }
    return new RowWeight(name, mean);
  }

  /** One number of at least 0 per row. */
  static double[] values(Column column) {
    double[] values = Columns.numeric(column).values();
    for (int row = 0; row < values.length; row++) {
      if (!(values[row] >= 0)) {
        throw new IllegalArgumentException(
            "column %s, row %d: the weight is %s"
                .formatted(
                    column.name(), row, Double.isNaN(values[row]) ? "missing" : values[row]));
      }
    }
    return values;
  }
}
