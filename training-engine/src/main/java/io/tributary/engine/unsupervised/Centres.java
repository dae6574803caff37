package io.tributary.engine.unsupervised;

import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * Points that rows are compared with. Squared distances are {@code |x|^2 - 2 x c + |c|^2} in
 * float64, so what cancels leaves more than float32 has. Not thread-safe.
 */
final class Centres {
  private final int inputs;
  private final int count;

  /** Shape [inputs, centres]: a row meets all centres side by side. */
  private final double[] byInput;

  private final double[] norms;
  private final double[] squares;
  private int nearest;
  private double secondSquare;

  private Centres(int inputs, int count) {
    this.inputs = inputs;
    this.count = count;
    this.byInput = new double[Math.multiplyExact(inputs, count)];
    this.norms = new double[count];
    this.squares = new double[count];
  }

  /**
   * The first {@code count} columns of weights [centres, inputs], column-major: as parameters are.
   */
  static Centres ofParameters(float[] parameters, int inputs, int count) {
    Centres centres = new Centres(inputs, count);
    for (int i = 0; i < centres.byInput.length; i++) {
      centres.byInput[i] = parameters[i];
    }
    centres.findNorms();
    return centres;
  }

  /** Rows {@code from .. to} of {@code points}. */
  static Centres ofRows(Candidates points, int from, int to) {
    Centres centres = new Centres(points.inputs(), to - from);
    for (int c = 0; c < centres.count; c++) {
      for (int i = 0; i < centres.inputs; i++) {
        centres.byInput[i * centres.count + c] = points.value(from + c, i);
      }
    }
    centres.findNorms();
    return centres;
  }

  private void findNorms() {
    for (int i = 0; i < inputs; i++) {
      for (int c = 0; c < count; c++) {
        double value = byInput[i * count + c];
        norms[c] += value * value;
      }
    }
  }

  /** Compares one row; what follows is about it. */
  void compare(Examples rows, int row) {
    float[] features = rows.features();
    int at = Math.multiplyExact(row, inputs);
    Arrays.fill(squares, 0);
    double norm = 0;
    for (int i = 0; i < inputs; i++) {
      double x = features[at + i];
      if (x != 0) {
        norm += x * x;
        addProducts(x, i * count);
      }
    }
    double best = Double.POSITIVE_INFINITY;
    secondSquare = Double.POSITIVE_INFINITY;
    nearest = 0;
    for (int c = 0; c < count; c++) {
      double square = Math.max(0, norm - 2 * squares[c] + norms[c]);
      squares[c] = square;
      if (square < best) {
        secondSquare = best;
        best = square;
        nearest = c;
      } else if (square < secondSquare) {
        secondSquare = square;
      }
    }
  }

  private void addProducts(double x, int from) {
    for (int c = 0; c < count; c++) {
      squares[c] += x * byInput[from + c];
    }
  }

  /** The nearest centre, the first of several. */
  int nearest() {
    return nearest;
  }

  /** Squared distance to the nearest centre; not finite where the row's is to none. */
  double nearestSquare() {
    return squares[nearest];
  }

  /** Squared distance to {@code centre}. */
  double square(int centre) {
    return squares[centre];
  }

  /**
   * The simplified silhouette of the row (Hruschka, de Castro and Campello, "Evolutionary
   * Algorithms for Clustering Gene-Expression Data", ICDM 2004): distances to centres in place of
   * mean distances to all rows of a cluster. 0 where there is one centre only.
   */
  double silhouette() {
    if (count < 2) {
      return 0;
    }
    double own = Math.sqrt(squares[nearest]);
    double other = Math.sqrt(secondSquare);
    return other > 0 ? (other - own) / other : 0;
  }
}
