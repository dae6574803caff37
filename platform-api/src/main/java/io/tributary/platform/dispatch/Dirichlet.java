package io.tributary.platform.dispatch;

import io.tributary.engine.plan.CounterHash;

/** Shares that add up to 1, drawn from a symmetric Dirichlet distribution. */
final class Dirichlet {
  /** Keeps these random numbers apart from those of row orders. */
  private static final long STREAM = 1L << 43;

  private Dirichlet() {}

  /**
   * The shares of {@code parts} parts, each with those before it added.
   *
   * @param alpha greater than 0: the smaller, the more unequal
   * @param draw which of many
   */
  static double[] cumulative(int parts, double alpha, long seed, int draw) {
    double[] logarithms = new double[parts];
    double largest = Double.NEGATIVE_INFINITY;
    for (int part = 0; part < parts; part++) {
      long key = CounterHash.key(CounterHash.key(CounterHash.key(seed, STREAM), draw), part);
      logarithms[part] = logGamma(alpha, key);
      largest = Math.max(largest, logarithms[part]);
    }
    double[] cumulative = new double[parts];
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      // A share may be too small for a number; beside the largest that does not matter.
      sum += StrictMath.exp(logarithms[part] - largest);
      cumulative[part] = sum;
    }
    for (int part = 0; part < parts; part++) {
      cumulative[part] /= sum;
    }
    return cumulative;
  }

  /**
   * The logarithm of a gamma variate of shape {@code alpha} (Marsaglia and Tsang, "A Simple Method
   * for Generating Gamma Variables", ACM TOMS 26(3), 2000; shapes below 1 by their section 6).
   */
  private static double logGamma(double alpha, long key) {
    double d = alpha + 1 - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (long at = 1; ; at += 3) {
      double normal =
          Math.sqrt(-2 * StrictMath.log(uniform(key, at)))
              * StrictMath.cos(2 * Math.PI * uniform(key, at + 1));
      double root = 1 + c * normal;
      double v = root * root * root;
      if (root > 0
          && StrictMath.log(uniform(key, at + 2))
              < normal * normal / 2 + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v) + StrictMath.log(uniform(key, 0)) / alpha;
      }
    }
  }

  /** Greater than 0, less than 1. */
  private static double uniform(long key, long position) {
    return ((CounterHash.bits(key, position) >>> 11) + 0.5) * 0x1p-53;
  }
}
