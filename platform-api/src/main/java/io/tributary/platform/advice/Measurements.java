package io.tributary.platform.advice;

import io.tributary.engine.id.JobId;
import java.time.Instant;
import java.util.Optional;

/** The last measurements of each job. Thread-safe. */
public interface Measurements {

  /** Takes the place of what was stored for the job before. */
  void store(JobId job, JobMeasurements measurements);

  /** Empty before the first. */
  Optional<Stored> latest(JobId job);

  /** Measurements and when they were stored. */
  record Stored(Instant at, JobMeasurements measurements) {}
}
