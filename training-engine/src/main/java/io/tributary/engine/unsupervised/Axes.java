package io.tributary.engine.unsupervised;

import io.tributary.engine.plan.CounterHash;

/** Directions of an orthogonal iteration, {@code axes[a]} each; on every replica, in float64. */
final class Axes {
  private Axes() {}

  /** Orthonormal directions that depend on the arguments only. */
  static double[][] random(int inputs, int directions, long key) {
    double[][] axes = new double[directions][inputs];
    for (int a = 0; a < directions; a++) {
      for (int i = 0; i < inputs; i++) {
        long bits = CounterHash.bits(key, (long) a * inputs + i);
        axes[a][i] = (bits >>> 11) * 0x1p-52 - 1;
      }
    }
    orthonormalise(axes);
    return axes;
  }

  /**
   * Turns the products so that they belong to the Ritz vectors of the axes' span, the largest first
   * (Rayleigh-Ritz).
   *
   * @param axes orthonormal
   * @param products of a symmetric matrix with them; overwritten
   */
  static void turn(double[][] axes, double[][] products) {
    int count = axes.length;
    double[][] inner = new double[count][count];
    for (int a = 0; a < count; a++) {
      for (int b = a; b < count; b++) {
        inner[a][b] = (dot(axes[a], products[b]) + dot(axes[b], products[a])) / 2;
        inner[b][a] = inner[a][b];
      }
    }
    double[][] vectors = SymmetricEigen.of(inner).vectors();
    double[][] turned = new double[count][products[0].length];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        add(products[b], vectors[a][b], turned[a]);
      }
    }
    System.arraycopy(turned, 0, products, 0, count);
  }

  /**
   * Gram and Schmidt's orthonormalisation, twice over, which is enough. What depends on those
   * before becomes zero.
   *
   * @return how long each was beside those before it
   */
  static double[] orthonormalise(double[][] axes) {
    double[] lengths = new double[axes.length];
    for (int a = 0; a < axes.length; a++) {
      double before = Math.sqrt(dot(axes[a], axes[a]));
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < a; b++) {
          add(axes[b], -dot(axes[a], axes[b]), axes[a]);
        }
      }
      double length = Math.sqrt(dot(axes[a], axes[a]));
      // What is left of a vector that is in the others' span is rounding.
      boolean own = length > before * 1e-12;
      lengths[a] = own ? length : 0;
      for (int i = 0; i < axes[a].length; i++) {
        axes[a][i] = own ? axes[a][i] / length : 0;
      }
    }
    return lengths;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] vector, double factor, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }
}
