package io.tributary.engine.unsupervised;

import io.tributary.engine.plan.CounterHash;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Clusters the few weighted candidates of a {@link Seeding}: k-means++ (Arthur and Vassilvitskii,
 * SODA 2007) and Lloyd's iterations, from several beginnings, of which the cheapest result stays.
 * On every replica, so in float64 and a fixed order.
 */
final class WeightedClusters {
  /** Multiplications that all beginnings may take together, so that no fold takes seconds. */
  private static final double BUDGET = 1e9;

  private static final int MOST_BEGINNINGS = 16;
  private static final int MOST_ITERATIONS = 60;

  private final double[][] points;
  private final double[] weights;
  private final int clusters;
  private final double[] costs;
  private final int[] nearest;

  private WeightedClusters(double[][] points, double[] weights, int clusters) {
    this.points = points;
    this.weights = weights;
    this.clusters = clusters;
    this.costs = new double[points.length];
    this.nearest = new int[points.length];
  }

  /** Centres, by cluster; where there are fewer points than clusters some are alike. */
  static double[][] centres(Candidates candidates, int[] rows, int clusters, long key) {
    int[] used = IntStream.range(0, rows.length).filter(c -> rows[c] > 0).toArray();
    double[][] points = new double[used.length][candidates.inputs()];
    double[] weights = new double[used.length];
    for (int p = 0; p < used.length; p++) {
      weights[p] = rows[used[p]];
      for (int i = 0; i < candidates.inputs(); i++) {
        points[p][i] = candidates.value(used[p], i);
      }
    }
    if (points.length <= clusters) {
      double[][] all = new double[clusters][];
      Arrays.setAll(all, c -> points[c % points.length].clone());
      return all;
    }
    return new WeightedClusters(points, weights, clusters).best(key);
  }

  private double[][] best(long key) {
    double pass = (double) points.length * clusters * points[0].length;
    int passes = (int) Math.max(1, Math.min(BUDGET / pass, 1e6));
    int beginnings = Math.clamp(passes / MOST_ITERATIONS, 1, MOST_BEGINNINGS);
    int iterations = Math.min(MOST_ITERATIONS, passes / beginnings);
    double[][] best = new double[0][];
    double least = Double.POSITIVE_INFINITY;
    for (int beginning = 0; beginning < beginnings; beginning++) {
      double[][] centres = spread(CounterHash.key(key, beginning));
      double cost = assign(centres);
      for (int i = 0; i < iterations; i++) {
        move(centres);
        double next = assign(centres);
        if (!(next < cost)) {
          break;
        }
        cost = next;
      }
      if (best.length == 0 || cost < least) {
        best = centres;
        least = cost;
      }
    }
    return best;
  }

  /** k-means++. */
  private double[][] spread(long stream) {
    double[][] centres = new double[clusters][];
    Arrays.fill(costs, 1);
    for (int c = 0; c < clusters; c++) {
      centres[c] = points[draw((CounterHash.bits(stream, c) >>> 11) * 0x1p-53)].clone();
      for (int p = 0; p < points.length; p++) {
        double square = square(points[p], centres[c]);
        costs[p] = c == 0 ? square : Math.min(costs[p], square);
      }
    }
    return centres;
  }

  private int draw(double unit) {
    double total = 0;
    for (int p = 0; p < points.length; p++) {
      total += weights[p] * costs[p];
    }
    double left = unit * total;
    int last = 0;
    for (int p = 0; p < points.length; p++) {
      double own = weights[p] * costs[p];
      if (own > 0) {
        last = p;
        left -= own;
        if (left < 0) {
          return p;
        }
      }
    }
    return last;
  }

  private double assign(double[][] centres) {
    double total = 0;
    for (int p = 0; p < points.length; p++) {
      double best = Double.POSITIVE_INFINITY;
      for (int c = 0; c < clusters; c++) {
        double square = square(points[p], centres[c]);
        if (square < best) {
          best = square;
          nearest[p] = c;
        }
      }
      total += weights[p] * best;
    }
    return total;
  }

  private void move(double[][] centres) {
    int inputs = points[0].length;
    double[][] sums = new double[clusters][inputs];
    double[] sizes = new double[clusters];
    for (int p = 0; p < points.length; p++) {
      sizes[nearest[p]] += weights[p];
      for (int i = 0; i < inputs; i++) {
        sums[nearest[p]][i] += weights[p] * points[p][i];
      }
    }
    for (int c = 0; c < clusters; c++) {
      for (int i = 0; sizes[c] > 0 && i < inputs; i++) {
        centres[c][i] = sums[c][i] / sizes[c];
      }
    }
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
