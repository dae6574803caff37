package io.tributary.platform.model;

import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.job.JobProgress;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs that exist because a test gave them a plan; they never move. */
final class FakeJobs implements Jobs {
  private final Map<JobId, TrainingPlan> plans = new HashMap<>();

  @Override
  public JobRecord get(JobId id) {
    if (!plans.containsKey(id)) {
      throw new PlatformException(ErrorCode.NOT_FOUND, "There is no job.", "Look at /jobs.");
    }
    JobSpec spec =
        new JobSpec(
            "homes", null, "homes@1", "price", null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null);
    return new JobRecord(
        id, "homes", spec, "dataset-1", JobState.SUCCEEDED, null, 0, Instant.EPOCH, null, null);
  }

  @Override
  public void plan(JobId id, TrainingPlan plan) {
    plans.put(id, plan);
  }

  @Override
  public Optional<TrainingPlan> plan(JobId id) {
    return Optional.ofNullable(plans.get(id));
  }

  @Override
  public List<JobRecord> inStates(Set<JobState> states) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void advance(JobId id, JobState next, @Nullable JobReason reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void explain(JobId id, @Nullable JobReason reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void progressed(JobId id, JobProgress progress) {
    throw new UnsupportedOperationException();
  }
}
