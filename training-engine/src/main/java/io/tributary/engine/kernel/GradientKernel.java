package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.preprocessing.Examples;

/**
 * Computes what one partition adds to one step. Buffers are allocated once, matrix products are
 * written into place, BLAS runs on one thread. Same parameters, same rows, same BLAS kernel type:
 * same bits. Not thread-safe.
 */
public interface GradientKernel extends AutoCloseable {

  /**
   * Length of the parameter vector: layer by layer, weights [out, in] column-major, then biases
   * [out].
   */
  int parameterCount();

  /**
   * Makes {@code parameters} (length {@link #parameterCount()}, copied) the ones that everything
   * below is computed at.
   */
  void load(float[] parameters);

  /**
   * Makes {@code epoch}, from 0, the one that the gradients that follow belong to. Only kernels
   * whose gradients change with it look at it.
   */
  default void epoch(int epoch) {}

  /**
   * Makes {@code key} (of {@code TrainingPlan.drawKey}) where the gradients that follow take their
   * random numbers from. Only models that want any look at it; evaluations never do.
   */
  default void draw(long key) {}

  /**
   * Gradient of the summed loss over rows {@code order[from .. from + count)} of {@code examples}.
   *
   * @param gradient overwritten with the <b>sum</b> over the rows (not the mean); zeros when {@code
   *     count} is 0; length {@link #parameterCount()}; owned by the caller
   * @return sums over the same rows, from the same forward pass
   */
  MetricSums gradient(Examples examples, int[] order, int from, int count, float[] gradient);

  /**
   * Scores of rows {@code order[from .. from + count)}, before the loss makes anything of them.
   *
   * @param target overwritten; shape [count, scores of a row], row-major; owned by the caller
   */
  void outputs(Examples examples, int[] order, int from, int count, float[] target);

  /** Sums over all rows of {@code examples}, in batches of a fixed size. */
  MetricSums evaluate(Examples examples);

  /**
   * The same, for models that look at what the same partition is trained on too: nobody is
   * recommended what they are known to have.
   */
  default MetricSums evaluate(Examples examples, Examples trained) {
    return evaluate(examples);
  }

  /**
   * The loss of {@code examples} around the loaded parameters, for a model whose scores are linear
   * in them; throws {@code UnsupportedOperationException} for others.
   *
   * @return the kernel's own, valid until anything else is asked of the kernel
   */
  Neighbourhood around(Examples examples);

  /**
   * The part of the model that {@code partition} holds, where partitions hold columns; throws
   * {@code IllegalStateException} where they hold rows.
   *
   * @return owned by this kernel, the same for each call; its parameters are its own
   */
  ColumnKernel columns(int partition);

  @Override
  void close();
}
