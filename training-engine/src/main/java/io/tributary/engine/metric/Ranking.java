package io.tributary.engine.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How well scores put rows of class 1 above those of class 0. Rows of one bucket of {@link
 * ScoreGrid} count as equal, as ties do in scikit-learn's roc_auc_score and
 * average_precision_score.
 *
 * @param rocAuc area under the curve of true by false positive rate: the probability that a row of
 *     class 1 scores higher than one of class 0, ties counting half
 * @param rocAucWithin the area of the scores themselves differs from {@code rocAuc} by no more:
 *     half the share of pairs that lie in one bucket
 * @param prAuc average precision
 * @param points of both curves, from the highest threshold to the lowest; a few hundred at most
 */
public record Ranking(double rocAuc, double rocAucWithin, double prAuc, List<Point> points) {

  /** Shares by which neighbouring points of a curve may differ before both are kept. */
  private static final double RESOLUTION = 1.0 / 200;

  /**
   * What happens when every row that scores at least {@code threshold} is taken for class 1.
   *
   * @param falsePositives share of class 0 that is taken
   * @param truePositives share of class 1 that is taken: the recall
   * @param precision share of class 1 in what is taken; 1 where nothing is
   */
  public record Point(
      double threshold, double falsePositives, double truePositives, double precision) {}

  /** Whether there are rows of both classes; without them nothing is ranked. */
  static boolean isDefined(ScoreSums sums) {
    return total(sums, 0) > 0 && total(sums, 1) > 0;
  }

  static Ranking of(ScoreSums sums) {
    double negatives = total(sums, 0);
    double positives = total(sums, 1);
    double taken0 = 0;
    double taken1 = 0;
    double area = 0;
    double tied = 0;
    double precisions = 0;
    List<Point> points = new ArrayList<>();
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0, 1));
    int at = sums.keys().length - 1;
    while (at >= 0) {
      int bucket = sums.keys()[at] / 2;
      double here0 = 0;
      double here1 = 0;
      for (; at >= 0 && sums.keys()[at] / 2 == bucket; at--) {
        if (sums.keys()[at] % 2 == 1) {
          here1 = sums.counts()[at];
        } else {
          here0 = sums.counts()[at];
        }
      }
      area += here0 * (taken1 + here1 / 2);
      tied += here0 * here1;
      taken0 += here0;
      taken1 += here1;
      double precision = taken1 / (taken0 + taken1);
      precisions += here1 * precision;
      add(
          points,
          new Point(ScoreGrid.lowest(bucket), taken0 / negatives, taken1 / positives, precision),
          at < 0);
    }
    double pairs = positives * negatives;
    return new Ranking(area / pairs, tied / pairs / 2, precisions / positives, List.copyOf(points));
  }

  private static void add(List<Point> points, Point next, boolean last) {
    Point before = points.getLast();
    if (last
        || points.size() == 1
        || next.falsePositives() - before.falsePositives() >= RESOLUTION
        || next.truePositives() - before.truePositives() >= RESOLUTION) {
      points.add(next);
    }
  }

  private static double total(ScoreSums sums, int side) {
    double rows = 0;
    for (int i = 0; i < sums.keys().length; i++) {
      rows += sums.keys()[i] % 2 == side ? sums.counts()[i] : 0;
    }
    return rows;
  }
}
