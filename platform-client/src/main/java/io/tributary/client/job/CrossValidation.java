package io.tributary.client.job;

import java.util.List;
import java.util.Map;

/**
 * Jobs that differ in nothing but which of the same folds they keep out, side by side.
 *
 * @param jobs by fold
 * @param metrics of the jobs that succeeded, by name
 */
public record CrossValidation(String id, List<Fold> jobs, Map<String, Spread> metrics) {

  /**
   * @param fold that the job keeps out, from 1
   */
  public record Fold(int fold, JobSummary job) {}

  /**
   * One metric over folds.
   *
   * @param standardDeviation of the folds' values (divided by their number less 1); 0 for one fold
   * @param jobs that have the metric
   */
  public record Spread(
      double mean, double standardDeviation, double smallest, double largest, int jobs) {}
}
