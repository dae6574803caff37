package io.tributary.platform.advice;

import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Objects;

/**
 * A job and what it measured.
 *
 * @param strategy its names, as the spec has them
 */
record MeasuredJob(
    TrainingPlan plan,
    String strategy,
    String compression,
    String optimizer,
    JobMeasurements measurements) {

  /**
   * @param spec complete
   */
  static MeasuredJob of(TrainingPlan plan, JobSpec spec, JobMeasurements measurements) {
    return new MeasuredJob(
        plan,
        Objects.requireNonNull(Objects.requireNonNull(spec.strategy()).type()),
        Objects.requireNonNull(Objects.requireNonNull(spec.compression()).type()),
        optimizer(spec),
        measurements);
  }

  /** Or the model, where it needs none. */
  private static String optimizer(JobSpec spec) {
    String type = Objects.requireNonNull(spec.optimizer()).type();
    return type == null ? String.valueOf(Objects.requireNonNull(spec.model()).type()) : type;
  }
}
