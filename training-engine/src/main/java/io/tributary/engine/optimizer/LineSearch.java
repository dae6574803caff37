package io.tributary.engine.optimizer;

/**
 * Backtracking over a fixed list of lengths that are tried at once (Wang et al., NeurIPS 2018,
 * section 3): the largest a in {1, 1/2, 1/4, ...} with {@code f(w - a p) <= f(w) - 0.1 a p^T g}
 * (Armijo, 1966).
 *
 * <p>Changes of the loss travel as multiples of {@code a p^T g}, what the slope alone promises: so
 * they are of order one however near the optimum is, and a 32-bit grid resolves them far better
 * than the test needs, where losses themselves would lose their last digits.
 */
public final class LineSearch {
  /** Number of lengths, down to 2^-15. */
  public static final int LENGTHS = 16;

  private static final double SUFFICIENT = 0.1;

  /** Beyond it a length is refused whatever the other partitions say. */
  private static final double LIMIT = 1 << 16;

  private LineSearch() {}

  /** The lengths, falling; a new array. */
  public static double[] lengths() {
    double[] lengths = new double[LENGTHS];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.scalb(1.0, -i);
    }
    return lengths;
  }

  /** {@code p^T g}, in doubles from left to right: how fast the objective falls along -p. */
  public static double slope(float[] gradient, float[] direction) {
    double slope = 0;
    for (int i = 0; i < direction.length; i++) {
      slope += (double) gradient[i] * direction[i];
    }
    return slope;
  }

  /**
   * A partition's changes as they travel.
   *
   * @param changes of the loss, summed over {@code rows} rows, by length
   * @param ratios its first values are overwritten with multiples of the slope's promise, times
   *     rows; zeros where the direction leads nowhere
   */
  public static void toRatios(double[] changes, double slope, int rows, float[] ratios) {
    double[] lengths = lengths();
    double limit = LIMIT * rows;
    for (int i = 0; i < lengths.length; i++) {
      double ratio = changes[i] / (lengths[i] * slope);
      // Written so that NaN, from scores beyond every number, is as bad as can be.
      double bounded = ratio < limit ? Math.max(ratio, -limit) : limit;
      ratios[i] = slope > 0 ? (float) bounded : 0;
    }
  }

  /**
   * The length to take; 0 where none is good enough, which happens only at the optimum, to
   * rounding.
   *
   * @param ratios means over the rows
   */
  public static double choose(
      float[] ratios, double slope, L2Penalty penalty, float[] parameters, float[] direction) {
    if (!(slope > 0)) {
      return 0;
    }
    for (double length : lengths()) {
      double promised = length * slope;
      double ratio =
          ratios[indexOf(length)] + penalty.change(parameters, direction, length) / promised;
      if (isEnough(ratio, 1, 1)) {
        return length;
      }
    }
    return 0;
  }

  /**
   * Armijo's test.
   *
   * @param change of the function by a step of {@code length} along a line on which it begins to
   *     fall by {@code slope}
   */
  public static boolean isEnough(double change, double length, double slope) {
    return change <= -SUFFICIENT * length * slope;
  }

  private static int indexOf(double length) {
    return -Math.getExponent(length);
  }
}
