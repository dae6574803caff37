package io.tributary.engine.optimizer;

/**
 * Solves A x = b for a symmetric positive semidefinite A that is known by its products only
 * (Hestenes and Stiefel, 1952). Vectors are kept in float64; only what A multiplies is float32. Not
 * thread-safe.
 */
public final class ConjugateGradients {
  /** Residuals, as shares of b's norm, that products in float32 cannot improve on. */
  private static final double PRECISION = 1e-7;

  /** The matrix. */
  public interface Matrix {
    /** Overwrites {@code product} with A times {@code vector}. */
    void times(float[] vector, float[] product);
  }

  private final double[] solution;
  private final double[] residual;
  private final double[] search;
  private final float[] vector;
  private final float[] product;

  /**
   * @param length of all vectors
   */
  public ConjugateGradients(int length) {
    solution = new double[length];
    residual = new double[length];
    search = new double[length];
    vector = new float[length];
    product = new float[length];
  }

  /**
   * From x = 0, at most {@code iterations} steps; fewer where the residual vanishes, or where A is
   * flat in the direction of search: then x is as good as it gets.
   *
   * @return x; overwritten by the next call
   */
  public double[] solve(Matrix matrix, float[] right, int iterations) {
    return solve(matrix, right, iterations, 0);
  }

  /**
   * The same, but no further than to a residual of norm {@code small}: what is below may be the
   * rounding errors of {@code right}, which a direction in which A is almost flat would magnify.
   */
  public double[] solve(Matrix matrix, float[] right, int iterations, double small) {
    for (int i = 0; i < right.length; i++) {
      solution[i] = 0;
      residual[i] = right[i];
      search[i] = right[i];
    }
    double square = dot(residual, residual);
    double enough = Math.max(square * PRECISION * PRECISION, small * small);
    for (int done = 0; done < iterations && square > enough; done++) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) search[i];
      }
      matrix.times(vector, product);
      double curvature = 0;
      for (int i = 0; i < vector.length; i++) {
        curvature += search[i] * product[i];
      }
      if (!(curvature > 0)) {
        // A flat direction: the gradient itself is still a direction of descent.
        return done == 0 ? residual : solution;
      }
      double length = square / curvature;
      for (int i = 0; i < vector.length; i++) {
        solution[i] += length * search[i];
        residual[i] -= length * product[i];
      }
      double next = dot(residual, residual);
      double keep = next / square;
      for (int i = 0; i < vector.length; i++) {
        search[i] = residual[i] + keep * search[i];
      }
      square = next;
    }
    return solution;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
