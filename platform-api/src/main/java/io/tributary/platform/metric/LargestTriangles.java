package io.tributary.platform.metric;

import io.tributary.client.job.MetricSeries.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Down-samples a curve so that it still looks the same: largest triangle, three buckets (S.
 * Steinarsson, "Downsampling Time Series for Visual Representation", 2013). The first and the last
 * point stay; of each bucket in between, the point stays that spans the largest triangle with the
 * point kept before and the mean of the bucket after.
 */
final class LargestTriangles {
  private LargestTriangles() {}

  /**
   * @param points ordered by step
   * @param most at least 2; more points than this are never returned
   * @return {@code points} itself where there are few enough
   */
  static List<Point> sample(List<Point> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    List<Point> kept = new ArrayList<>(most);
    Point previous = points.getFirst();
    kept.add(previous);
    int buckets = most - 2;
    for (int bucket = 0; bucket < buckets; bucket++) {
      Centre next =
          centre(points, start(points, bucket + 1, buckets), start(points, bucket + 2, buckets));
      previous =
          largest(
              points.subList(start(points, bucket, buckets), start(points, bucket + 1, buckets)),
              previous,
              next);
      kept.add(previous);
    }
    kept.add(points.getLast());
    return kept;
  }

  /** Mean of a bucket, in steps and in the metric's unit. */
  private record Centre(double step, double value) {}

  /** Index of the first point of a bucket; the buckets share all points but the first and last. */
  private static int start(List<Point> points, int bucket, int buckets) {
    int inner = points.size() - 2;
    return bucket > buckets ? points.size() : 1 + Math.toIntExact((long) inner * bucket / buckets);
  }

  private static Centre centre(List<Point> points, int from, int to) {
    double steps = 0;
    double values = 0;
    for (Point point : points.subList(from, to)) {
      steps += point.step();
      values += point.value() / (to - from);
    }
    return new Centre(steps / (to - from), values);
  }

  private static Point largest(List<Point> bucket, Point previous, Centre next) {
    Point best = bucket.getFirst();
    double largest = -1;
    for (Point point : bucket) {
      double area = doubledArea(previous, point, next);
      if (area > largest) {
        largest = area;
        best = point;
      }
    }
    return best;
  }

  private static double doubledArea(Point a, Point b, Centre c) {
    return Math.abs(
        (a.step() - c.step()) * (b.value() - a.value())
            - (double) (a.step() - b.step()) * (c.value() - a.value()));
  }
}
