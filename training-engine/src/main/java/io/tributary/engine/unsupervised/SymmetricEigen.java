package io.tributary.engine.unsupervised;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix: Householder's reduction to a tridiagonal
 * one, then QL with implicit shifts (Bowdler, Martin, Reinsch and Wilkinson, Numerische Mathematik
 * 11, 1968; the procedures tred2 and tql2). In Java, so that every replica finds the same bits.
 */
final class SymmetricEigen {
  private static final double EPSILON = 0x1p-52;
  private static final int MOST_TURNS = 100;

  private final int n;
  private final double[][] v;
  private final double[] d;
  private final double[] e;

  private SymmetricEigen(double[][] matrix) {
    this.n = matrix.length;
    this.v = matrix;
    this.d = new double[n];
    this.e = new double[n];
  }

  /**
   * @param values falling
   * @param vectors {@code vectors[j]} belongs to {@code values[j]}; orthonormal
   */
  record Decomposition(double[] values, double[][] vectors) {}

  /**
   * Decomposes {@code matrix}, which is overwritten.
   *
   * @param matrix square and symmetric; of finite numbers
   */
  static Decomposition of(double[][] matrix) {
    SymmetricEigen eigen = new SymmetricEigen(matrix);
    eigen.reduce();
    eigen.accumulate();
    eigen.iterate();
    return eigen.sorted();
  }

  /** To a tridiagonal matrix, diagonal d, beside it e; the reflections lie in v. */
  private void reduce() {
    System.arraycopy(v[n - 1], 0, d, 0, n);
    for (int i = n - 1; i > 0; i--) {
      double scale = 0;
      for (int k = 0; k < i; k++) {
        scale += Math.abs(d[k]);
      }
      double h = 0;
      if (scale == 0) {
        e[i] = d[i - 1];
        for (int j = 0; j < i; j++) {
          d[j] = v[i - 1][j];
          v[i][j] = 0;
          v[j][i] = 0;
        }
      } else {
        for (int k = 0; k < i; k++) {
          d[k] /= scale;
          h += d[k] * d[k];
        }
        h = reflect(i, scale, h);
      }
      d[i] = h;
    }
  }

  private double reflect(int i, double scale, double squares) {
    double f = d[i - 1];
    double g = f > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    e[i] = scale * g;
    double h = squares - f * g;
    d[i - 1] = f - g;
    for (int j = 0; j < i; j++) {
      e[j] = 0;
    }
    for (int j = 0; j < i; j++) {
      f = d[j];
      v[j][i] = f;
      g = e[j] + v[j][j] * f;
      for (int k = j + 1; k < i; k++) {
        g += v[k][j] * d[k];
        e[k] += v[k][j] * f;
      }
      e[j] = g;
    }
    f = 0;
    for (int j = 0; j < i; j++) {
      e[j] /= h;
      f += e[j] * d[j];
    }
    double half = f / (h + h);
    for (int j = 0; j < i; j++) {
      e[j] -= half * d[j];
    }
    for (int j = 0; j < i; j++) {
      f = d[j];
      g = e[j];
      for (int k = j; k < i; k++) {
        v[k][j] -= f * e[k] + g * d[k];
      }
      d[j] = v[i - 1][j];
      v[i][j] = 0;
    }
    return h;
  }

  private void accumulate() {
    for (int i = 0; i < n - 1; i++) {
      v[n - 1][i] = v[i][i];
      v[i][i] = 1;
      double h = d[i + 1];
      if (h != 0) {
        for (int k = 0; k <= i; k++) {
          d[k] = v[k][i + 1] / h;
        }
        for (int j = 0; j <= i; j++) {
          double g = 0;
          for (int k = 0; k <= i; k++) {
            g += v[k][i + 1] * v[k][j];
          }
          for (int k = 0; k <= i; k++) {
            v[k][j] -= g * d[k];
          }
        }
      }
      for (int k = 0; k <= i; k++) {
        v[k][i + 1] = 0;
      }
    }
    for (int j = 0; j < n; j++) {
      d[j] = v[n - 1][j];
      v[n - 1][j] = 0;
    }
    v[n - 1][n - 1] = 1;
    e[0] = 0;
  }

  private void iterate() {
    System.arraycopy(e, 1, e, 0, n - 1);
    e[n - 1] = 0;
    double shift = 0;
    double largest = 0;
    for (int l = 0; l < n; l++) {
      largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
      int m = l;
      while (m < n - 1 && Math.abs(e[m]) > EPSILON * largest) {
        m++;
      }
      for (int turn = 0; m > l && turn < MOST_TURNS; turn++) {
        shift += turn(l, m);
        if (Math.abs(e[l]) <= EPSILON * largest) {
          break;
        }
      }
      d[l] += shift;
      e[l] = 0;
    }
  }

  /** One QL step on rows l to m; the shift that it took off the diagonal. */
  private double turn(int l, int m) {
    double g = d[l];
    double p = (d[l + 1] - g) / (2 * e[l]);
    double r = Math.sqrt(p * p + 1);
    r = p < 0 ? -r : r;
    d[l] = e[l] / (p + r);
    d[l + 1] = e[l] * (p + r);
    double next = d[l + 1];
    double h = g - d[l];
    for (int i = l + 2; i < n; i++) {
      d[i] -= h;
    }
    p = d[m];
    double c = 1;
    double c2 = 1;
    double c3 = 1;
    double beside = e[l + 1];
    double s = 0;
    double s2 = 0;
    for (int i = m - 1; i >= l; i--) {
      c3 = c2;
      c2 = c;
      s2 = s;
      g = c * e[i];
      double q = c * p;
      r = Math.sqrt(p * p + e[i] * e[i]);
      e[i + 1] = s * r;
      s = e[i] / r;
      c = p / r;
      p = c * d[i] - s * g;
      d[i + 1] = q + s * (c * g + s * d[i]);
      for (double[] row : v) {
        double right = row[i + 1];
        row[i + 1] = s * row[i] + c * right;
        row[i] = c * row[i] - s * right;
      }
    }
    p = -s * s2 * c3 * beside * e[l] / next;
    e[l] = s * p;
    d[l] = c * p;
    return h;
  }

  private Decomposition sorted() {
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(d[b], d[a]));
    double[] values = new double[n];
    double[][] vectors = new double[n][n];
    for (int j = 0; j < n; j++) {
      values[j] = d[order[j]];
      for (int i = 0; i < n; i++) {
        vectors[j][i] = v[i][order[j]];
      }
    }
    return new Decomposition(values, vectors);
  }
}
