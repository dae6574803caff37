package io.tributary.web.jobs;

import io.tributary.client.job.JobSummary;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param fraction committed share of the steps, 0 to 1
 * @param metric name of the metric worth showing first; null before the first evaluation
 */
public record JobRow(
    String id,
    String name,
    JobStatus status,
    @Nullable String reason,
    String dataset,
    String task,
    String model,
    long step,
    long totalSteps,
    double fraction,
    @Nullable String metric,
    @Nullable Object value,
    Instant createdAt,
    String createdBy) {

  public static JobRow of(JobSummary job) {
    Map.Entry<String, Object> headline = HeadlineMetric.of(job.metrics());
    return new JobRow(
        job.id(),
        job.name(),
        JobStatus.of(job.state()),
        job.reason(),
        job.dataset(),
        job.task(),
        job.model(),
        job.step(),
        job.totalSteps(),
        job.totalSteps() == 0 ? 0 : Math.min(1, (double) job.step() / job.totalSteps()),
        headline == null ? null : headline.getKey(),
        headline == null ? null : headline.getValue(),
        job.createdAt(),
        job.createdBy());
  }
}
