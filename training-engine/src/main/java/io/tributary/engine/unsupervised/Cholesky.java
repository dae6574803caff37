package io.tributary.engine.unsupervised;

/** Cholesky's factorisation of a symmetric matrix, and the inverse of its factor. */
final class Cholesky {
  private Cholesky() {}

  /** The lower factor; empty where the matrix is not positive definite. */
  static double[][] factor(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double left = matrix[i][j];
        for (int k = 0; k < j; k++) {
          left -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(left > 0)) {
            return new double[0][];
          }
          lower[i][i] = Math.sqrt(left);
        } else {
          lower[i][j] = left / lower[j][j];
        }
      }
    }
    return lower;
  }

  /** Of a lower triangular matrix without zeros on the diagonal; lower triangular too. */
  static double[][] inverse(double[][] lower) {
    int n = lower.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1 / lower[i][i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= lower[i][k] * inverse[k][j];
        }
        inverse[i][j] = sum / lower[i][i];
      }
    }
    return inverse;
  }
}
