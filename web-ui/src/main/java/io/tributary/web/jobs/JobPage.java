package io.tributary.web.jobs;

import io.tributary.client.job.JobView;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job.
 *
 * @param metrics numbers on the holdout by name
 * @param train numbers on training rows by name
 */
record JobPage(
    JobView job, JobStatus status, Map<String, Object> metrics, Map<String, Object> train) {

  static JobPage of(JobView job) {
    return new JobPage(
        job,
        JobStatus.of(job.state()),
        numbers(job.metrics()),
        job.metrics().get("train") instanceof Map<?, ?> train ? numbers(train) : Map.of());
  }

  private static Map<String, Object> numbers(Map<?, ?> metrics) {
    Map<String, Object> numbers = new TreeMap<>();
    metrics.forEach(
        (name, value) -> {
          if (value instanceof Number) {
            numbers.put(String.valueOf(name), value);
          }
        });
    return numbers;
  }

  /** Partitions that nobody owns although the job wants to move. */
  public long orphans() {
    return status.active()
        ? job.partitions().stream().filter(partition -> partition.agentId() == null).count()
        : 0;
  }

  /** Largest rate of an agent, for lanes relative to each other; at least 1. */
  public double fastest() {
    return job.workers().stream()
        .mapToDouble(JobView.Worker::samplesPerSecond)
        .reduce(1, Math::max);
  }
}
