package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricSums;

/**
 * The summed loss of one partition's rows around a kernel's loaded parameters w, for a linear
 * model. Penalties are not part of it.
 */
public interface Neighbourhood {

  /** Sums over the rows at w. */
  MetricSums sums();

  /**
   * First derivative at w.
   *
   * @param gradient overwritten with the gradient of the <b>sum</b> of the rows' losses (not of the
   *     mean); of the parameters' length
   */
  void gradient(float[] gradient);

  /**
   * Second derivative at w in a direction.
   *
   * @param direction of the parameters' length
   * @param product overwritten with the Hessian of the <b>sum</b> of the rows' losses (not of the
   *     mean), times {@code direction}; of the same length
   */
  void hessianTimes(float[] direction, float[] product);

  /**
   * How much the summed loss changes along a line: {@code loss(w - length * direction) - loss(w)}.
   *
   * <p>The rows' scores at w and along the direction are computed once, in float32; everything
   * after that, the differences too, is float64. So a change far below float32's resolution of the
   * loss itself is still right to six digits: both ends have the same rounding errors.
   *
   * @param changes overwritten; one for each of {@code lengths}
   */
  void lossChanges(float[] direction, double[] lengths, double[] changes);
}
