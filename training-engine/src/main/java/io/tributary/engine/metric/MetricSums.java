package io.tributary.engine.metric;

/**
 * Sums over rows from which metrics follow, as integers: adding is associative and exact, so any
 * grouping of partitions gives the same metrics bit by bit. Real-valued terms are summed per
 * partition in row order in float64, then rounded once to multiples of 2^-20.
 *
 * @param rows number of rows
 * @param mark of these rows ({@link RowMark})
 * @param sums meaning by position is {@code MetricLayout}'s; length depends on the task and the
 *     number of outputs
 * @param finite false when a sum was NaN, infinite or at least 2^72, which is as good as infinite
 * @param scores of an evaluation; none for rows that were trained on
 */
public record MetricSums(long rows, long mark, long[] sums, boolean finite, ScoreSums scores) {

  /** Without scores, of rows that nobody asks for. */
  public MetricSums(long rows, long[] sums, boolean finite) {
    this(rows, 0, sums, finite, ScoreSums.NONE);
  }

  /** The same sums with a mark that tells the partition's rows from those of others. */
  public MetricSums in(int partition) {
    return new MetricSums(rows, RowMark.in(partition, mark), sums, finite, scores);
  }

  /** Element-wise sum; both must come from the same task and number of outputs. */
  public MetricSums plus(MetricSums other) {
    if (sums.length != other.sums.length) {
      throw new IllegalArgumentException(
          "sums of length %d and %d".formatted(sums.length, other.sums.length));
    }
    long[] total = sums.clone();
    for (int i = 0; i < total.length; i++) {
      total[i] = Math.addExact(total[i], other.sums[i]);
    }
    return new MetricSums(
        rows + other.rows,
        mark + other.mark,
        total,
        finite && other.finite,
        scores.plus(other.scores));
  }
}
