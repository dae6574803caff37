package io.tributary.client.job;

import java.time.Instant;
import java.util.List;

/** Down-sampled metric curves of a job. */
public record MetricSeries(List<Series> series) {

  /** One curve, ordered by step. Names of training metrics start with {@code train.}. */
  public record Series(String name, List<Point> points) {}

  /** One value, measured at the parameters after {@code step} committed steps. */
  public record Point(long step, int epoch, Instant at, double value) {}
}
