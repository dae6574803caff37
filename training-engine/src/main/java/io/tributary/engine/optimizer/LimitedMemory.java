package io.tributary.engine.optimizer;

/**
 * Limited-memory BFGS: the inverse Hessian as the last few changes of parameters and gradient tell
 * it (Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", 1980; Liu and Nocedal, 1989,
 * algorithm 2.1). Sums run in doubles from left to right: the same bits everywhere. Stateless;
 * pairs are in the slots that are passed in: {@code history} changes of parameters, then as many of
 * the gradient, iteration t's at t modulo history.
 *
 * @param history pairs that are kept, at least 1
 */
public record LimitedMemory(int history) {

  /** Number of vectors that the pairs take. */
  public int slots() {
    return 2 * history;
  }

  /**
   * Keeps what iteration {@code iteration} did.
   *
   * @param change of the parameters
   * @param gradient before the change
   */
  public void moved(float[][] pairs, long iteration, float[] change, float[] gradient) {
    int place = (int) (iteration % history);
    System.arraycopy(change, 0, pairs[place], 0, change.length);
    for (int i = 0; i < gradient.length; i++) {
      pairs[history + place][i] = -gradient[i];
    }
  }

  /**
   * The direction of iteration {@code iteration}, to be subtracted.
   *
   * @param gradient at its parameters; completes the pair of the iteration before
   * @param direction overwritten
   */
  public void direction(float[][] pairs, long iteration, float[] gradient, float[] direction) {
    if (iteration > 0) {
      float[] last = pairs[history + (int) ((iteration - 1) % history)];
      for (int i = 0; i < gradient.length; i++) {
        last[i] += gradient[i];
      }
    }
    double[] q = new double[gradient.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = gradient[i];
    }
    long oldest = Math.max(0, iteration - history);
    double[] weights = new double[history];
    double scale = Double.NaN;
    for (long t = iteration - 1; t >= oldest; t--) {
      float[] s = pairs[(int) (t % history)];
      float[] y = pairs[history + (int) (t % history)];
      double curvature = dot(s, y);
      if (curvature > 0) {
        if (Double.isNaN(scale)) {
          scale = curvature / dot(y, y);
        }
        double weight = dot(s, q) / curvature;
        weights[(int) (t % history)] = weight;
        add(q, y, -weight);
      }
    }
    if (Double.isNaN(scale)) {
      // Nothing is known of the curvature yet: a step of length 1, which the line search shortens.
      double norm = Math.sqrt(dot(gradient, gradient));
      scale = norm > 0 ? 1 / norm : 0;
    }
    for (int i = 0; i < q.length; i++) {
      q[i] *= scale;
    }
    for (long t = oldest; t < iteration; t++) {
      float[] s = pairs[(int) (t % history)];
      float[] y = pairs[history + (int) (t % history)];
      double curvature = dot(s, y);
      if (curvature > 0) {
        add(q, s, weights[(int) (t % history)] - dot(y, q) / curvature);
      }
    }
    for (int i = 0; i < q.length; i++) {
      direction[i] = (float) q[i];
    }
  }

  private static void add(double[] target, float[] vector, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * vector[i];
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
