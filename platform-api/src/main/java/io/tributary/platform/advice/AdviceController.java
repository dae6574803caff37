package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/jobs/{id}/advice}: what the job's own measurements say about it. */
@RestController
@PreAuthorize("hasRole('VIEWER')")
class AdviceController {
  private final Measurements measurements;
  private final Jobs jobs;

  AdviceController(Measurements measurements, Jobs jobs) {
    this.measurements = measurements;
    this.jobs = jobs;
  }

  /** At most five seconds old while the job runs; afterwards as it ended. */
  @GetMapping("/api/v1/jobs/{id}/advice")
  JobAdvice advice(@PathVariable String id) {
    JobRecord job = jobs.get(jobId(id));
    Optional<TrainingPlan> plan = jobs.plan(job.id());
    Optional<Measurements.Stored> stored = measurements.latest(job.id());
    if (plan.isEmpty() || stored.isEmpty()) {
      return Adviser.nothing();
    }
    return Adviser.of(
        MeasuredJob.of(plan.get(), job.spec(), stored.get().measurements()), stored.get().at());
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
