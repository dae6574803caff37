package io.tributary.platform.metric;

import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.MetricSeries.Series;
import io.tributary.client.problem.Violation;
import io.tributary.engine.id.JobId;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/jobs/{id}/metrics} and {@code /evaluation}: curves, down-sampled here. */
@RestController
@PreAuthorize("hasRole('VIEWER')")
class MetricController {
  private static final int MOST_POINTS = 10_000;

  private final StoredMetrics metrics;
  private final Jobs jobs;

  MetricController(StoredMetrics metrics, Jobs jobs) {
    this.metrics = metrics;
    this.jobs = jobs;
  }

  /**
   * @param names of metrics; all where absent; one that the job does not have gives no curve
   * @param points at most so many per curve
   */
  @GetMapping("/api/v1/jobs/{id}/metrics")
  MetricSeries metrics(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<String> names,
      @RequestParam(defaultValue = "500") int points) {
    if (points < 2 || points > MOST_POINTS) {
      String message = "points is %d.".formatted(points);
      String advice = "Write a number from 2 to %d.".formatted(MOST_POINTS);
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          message,
          advice,
          List.of(new Violation("points", message, advice)));
    }
    JobId job = jobs.get(jobId(id)).id();
    return new MetricSeries(
        metrics.names(job).stream()
            .filter(name -> names == null || names.isEmpty() || names.contains(name))
            .map(
                name ->
                    new Series(name, LargestTriangles.sample(metrics.points(job, name), points)))
            .toList());
  }

  /** What the last evaluation showed beside its metrics; empty before the first. */
  @GetMapping("/api/v1/jobs/{id}/evaluation")
  JobEvaluation evaluation(@PathVariable String id) {
    return metrics.evaluation(jobs.get(jobId(id)).id()).orElse(JobEvaluation.NONE);
  }

  private static JobId jobId(String text) {
    try {
      return new JobId(UUID.fromString(text));
    } catch (IllegalArgumentException noIdentity) {
      throw new PlatformException(
          ErrorCode.NOT_FOUND,
          "There is no job %s.".formatted(text),
          "GET /api/v1/jobs lists the jobs there are.");
    }
  }
}
