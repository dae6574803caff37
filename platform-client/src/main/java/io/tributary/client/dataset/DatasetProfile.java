package io.tributary.client.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of a data set contain. */
public record DatasetProfile(long rows, List<ColumnProfile> columns) {

  /**
   * One column's content.
   *
   * @param distinct number of distinct values; approximate where {@code distinctIsApproximate}
   * @param minimum smallest value; null for columns that are not numeric, datetime (milliseconds
   *     since 1970-01-01T00:00Z, as all numbers of such a column), vector or sparse; of sparse
   *     columns the zeros between the values do not count here or below
   * @param histogram bins of equal width, for numeric, datetime and vector columns
   * @param topValues most frequent first, for categorical and text columns
   */
  public record ColumnProfile(
      String name,
      String type,
      long missing,
      long distinct,
      boolean distinctIsApproximate,
      @Nullable Double minimum,
      @Nullable Double maximum,
      @Nullable Double mean,
      @Nullable Double standardDeviation,
      List<Bin> histogram,
      List<ValueCount> topValues) {}

  /** Rows with {@code lower <= value < upper}; the last bin includes its upper end. */
  public record Bin(double lower, double upper, long count) {}

  /** How often a value occurs. */
  public record ValueCount(String value, long count) {}
}
