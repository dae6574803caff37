package io.tributary.client.sample;

import java.util.Random;

/** One hidden layer of rectified units, softmax, plain stochastic gradient descent. */
final class SmallNetwork {
  private final double[][] first;
  private final double[][] second;
  private final double[] hidden;

  SmallNetwork(int inputs, int units, int classes, long seed) {
    Random random = new Random(seed);
    first = random(random, units, inputs);
    second = random(random, classes, units);
    hidden = new double[units];
  }

  int predict(double[] input) {
    double[] scores = scores(input);
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  void learn(double[] input, int label, double rate) {
    double[] error = scores(input);
    double sum = 0;
    for (int c = 0; c < error.length; c++) {
      error[c] = Math.exp(error[c]);
      sum += error[c];
    }
    for (int c = 0; c < error.length; c++) {
      error[c] = error[c] / sum - (c == label ? 1 : 0);
    }
    for (int u = 0; u < hidden.length; u++) {
      double back = 0;
      for (int c = 0; c < error.length; c++) {
        back += error[c] * second[c][u];
        second[c][u] -= rate * error[c] * hidden[u];
      }
      if (hidden[u] > 0) {
        for (int i = 0; i < input.length; i++) {
          first[u][i] -= rate * back * input[i];
        }
      }
    }
  }

  private double[] scores(double[] input) {
    for (int u = 0; u < hidden.length; u++) {
      hidden[u] = Math.max(0, dot(first[u], input));
    }
    double[] scores = new double[second.length];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = dot(second[c], hidden);
    }
    return scores;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double[][] random(Random random, int rows, int columns) {
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() * Math.sqrt(2.0 / columns);
      }
    }
    return weights;
  }
}
