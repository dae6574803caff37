package io.tributary.engine.unsupervised;

import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * What a PCA's parameters say of rows: weights [components, inputs], column-major, then the mean
 * [inputs], then the variance along each component. Not thread-safe.
 */
final class PrincipalAxes {
  private final int inputs;
  private final int components;
  private final double[] weights;
  private final double[] mean;
  private final double[] difference;
  private final double[] scores;
  private double spread;

  PrincipalAxes(float[] parameters, int inputs, int components) {
    this.inputs = inputs;
    this.components = components;
    this.weights = new double[components * inputs];
    this.mean = new double[inputs];
    this.difference = new double[inputs];
    this.scores = new double[components];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = parameters[i];
    }
    for (int i = 0; i < inputs; i++) {
      mean[i] = parameters[weights.length + i];
    }
  }

  static int parameters(int inputs, int components) {
    return Math.addExact(Math.multiplyExact(components, inputs), Math.addExact(inputs, components));
  }

  /** Projects one row; what follows is about it. */
  void project(Examples rows, int row) {
    project(rows.features(), Math.multiplyExact(row, inputs));
  }

  void project(float[] features, int at) {
    Arrays.fill(scores, 0);
    spread = 0;
    for (int i = 0; i < inputs; i++) {
      double x = features[at + i] - mean[i];
      difference[i] = x;
      spread += x * x;
      for (int c = 0; c < components; c++) {
        scores[c] += x * weights[i * components + c];
      }
    }
  }

  /** The row less the mean; not copied. */
  double[] difference() {
    return difference;
  }

  /** Lengths along the components; not copied. */
  double[] scores() {
    return scores;
  }

  /** Squared distance from the mean. */
  double spread() {
    return spread;
  }

  /** Squared distance from what the scores say of the row. */
  double residual() {
    double explained = 0;
    for (double score : scores) {
      explained += score * score;
    }
    return Math.max(0, spread - explained);
  }
}
