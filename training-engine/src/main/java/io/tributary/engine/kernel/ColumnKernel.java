package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.preprocessing.Examples;

/**
 * One partition's part of a model whose columns are split: a model like the whole, but with the
 * partition's inputs only. Scores of the first layer are known in parts, one per partition, and
 * everything above is computed from their sum, by each partition alike. Not thread-safe.
 */
public interface ColumnKernel {

  /** Length of the part's parameter vector, laid out as the whole model's is. */
  int parameterCount();

  /** Makes {@code parameters} (copied) the ones that everything below is computed at. */
  void load(float[] parameters);

  /** As {@link GradientKernel#draw}: the same key for all partitions of a step. */
  default void draw(long key) {}

  /**
   * What this partition's inputs add to the first layer's scores of rows {@code order[from .. from
   * + count)}, without biases.
   *
   * @param target overwritten from 0 on, shape [count, units], row-major
   */
  void scores(Examples examples, int[] order, int from, int count, float[] target);

  /**
   * Gradient of the summed loss over rows {@code order[from .. from + count)}, given the first
   * layer's scores.
   *
   * @param scores summed over all partitions, without biases, shape [count, units], row-major
   * @param countFrom first of the rows, from 0 to {@code count}, whose metrics are returned
   * @param countTo after the last of them
   * @param gradient overwritten with the <b>sum</b> over all the rows, of this part's length
   * @return sums over the counted rows; not finite where any row's loss is not
   */
  MetricSums gradient(
      Examples examples,
      int[] order,
      int from,
      int count,
      float[] scores,
      int countFrom,
      int countTo,
      float[] gradient);
}
