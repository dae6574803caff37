package io.tributary.engine.unsupervised;

import io.tributary.engine.plan.ModelDefinition.Covariance;
import java.util.Arrays;

/**
 * How probable rows are under a mixture's parameters, and which components they may come from. In
 * float64; logarithms and exponentials are {@code StrictMath}'s. Not thread-safe.
 */
final class MixtureDensity {
  /** Shares that are smaller count as none: they are far below what float64 sums would keep. */
  private static final double LEAST_SHARE = 0x1p-40;

  private final MixtureShape shape;
  private final float[] parameters;

  /** Of each component, what its log density is at its mean. */
  private final double[] tops;

  /** Of diagonal covariances, one by each variance, as the means lie. */
  private final double[] precisions;

  /** Of full covariances, inverses of the Cholesky factors. */
  private final double[][][] whitening;

  private final double[] shares;
  private final double[] difference;

  /**
   * @param parameters not copied
   * @param floor added to a covariance's diagonal, more of it each time, where rounding left it
   *     indefinite
   */
  MixtureDensity(MixtureShape shape, float[] parameters, double floor) {
    this.shape = shape;
    this.parameters = parameters;
    this.tops = new double[shape.components()];
    this.shares = new double[shape.components()];
    this.difference = new double[shape.inputs()];
    boolean diagonal = shape.covariance() == Covariance.DIAGONAL;
    this.precisions = new double[diagonal ? shape.components() * shape.inputs() : 0];
    this.whitening = new double[diagonal ? 0 : shape.components()][][];
    double normal = shape.inputs() * StrictMath.log(2 * StrictMath.PI);
    for (int c = 0; c < tops.length; c++) {
      double logDeterminant = diagonal ? invert(c) : factorise(c, floor);
      double weight = parameters[shape.weight(c)];
      tops[c] = StrictMath.log(weight) - (normal + logDeterminant) / 2;
    }
  }

  private double invert(int component) {
    double logDeterminant = 0;
    for (int i = 0; i < shape.inputs(); i++) {
      double variance = parameters[shape.square(component, i, i)];
      precisions[shape.mean(component, i)] = 1 / variance;
      logDeterminant += StrictMath.log(variance);
    }
    return logDeterminant;
  }

  private double factorise(int component, double floor) {
    double more = 0;
    double[][] factor = Cholesky.factor(covariance(component, more));
    while (factor.length == 0) {
      more = more == 0 ? floor : 10 * more;
      factor = Cholesky.factor(covariance(component, more));
    }
    double logDeterminant = 0;
    for (int i = 0; i < factor.length; i++) {
      logDeterminant += 2 * StrictMath.log(factor[i][i]);
    }
    whitening[component] = Cholesky.inverse(factor);
    return logDeterminant;
  }

  private double[][] covariance(int component, double more) {
    double[][] covariance = new double[shape.inputs()][shape.inputs()];
    for (int i = 0; i < covariance.length; i++) {
      for (int j = i; j < covariance.length; j++) {
        covariance[i][j] = parameters[shape.square(component, i, j)];
        covariance[j][i] = covariance[i][j];
      }
      covariance[i][i] += more;
    }
    return covariance;
  }

  /**
   * Log density of a row, in nats; {@link #shares} are about it from now on.
   *
   * @param at of the row's first number
   */
  double logDensity(float[] features, int at) {
    Arrays.fill(shares, 0);
    if (precisions.length > 0) {
      diagonalDistances(features, at);
    } else {
      fullDistances(features, at);
    }
    double top = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = tops[c] - shares[c] / 2;
      top = Math.max(top, shares[c]);
    }
    double sum = 0;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = StrictMath.exp(shares[c] - top);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      double share = shares[c] / sum;
      shares[c] = share < LEAST_SHARE ? 0 : share;
    }
    return top + StrictMath.log(sum);
  }

  private void diagonalDistances(float[] features, int at) {
    int count = shares.length;
    for (int i = 0; i < shape.inputs(); i++) {
      double x = features[at + i];
      int from = i * count;
      for (int c = 0; c < count; c++) {
        double off = x - parameters[from + c];
        shares[c] += off * off * precisions[from + c];
      }
    }
  }

  private void fullDistances(float[] features, int at) {
    for (int c = 0; c < shares.length; c++) {
      for (int i = 0; i < difference.length; i++) {
        difference[i] = (double) features[at + i] - parameters[shape.mean(c, i)];
      }
      double square = 0;
      for (int i = 0; i < difference.length; i++) {
        double[] row = whitening[c][i];
        double white = 0;
        for (int j = 0; j <= i; j++) {
          white += row[j] * difference[j];
        }
        square += white * white;
      }
      shares[c] = square;
    }
  }

  /** How much of the row each component has; they add up to 1, to rounding. Not copied. */
  double[] shares() {
    return shares;
  }
}
