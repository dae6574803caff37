package io.tributary.platform.aggregation;

import io.tributary.client.problem.ProblemView;
import io.tributary.engine.id.JobId;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.job.ReasonCode;
import io.tributary.platform.problem.ProblemCode;
import io.tributary.platform.problem.ProblemSource;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Jobs that do not progress, with the reason that the job itself shows. */
@Component
class JobProblems implements ProblemSource {
  private static final Set<String> BLOCKING =
      Set.of(ReasonCode.HOLDER_AWAY.name(), ReasonCode.AGENT_CANNOT_TAKE_PART.name());

  private final Jobs jobs;
  private final Clock clock;
  private final Map<JobId, Instant> since = new ConcurrentHashMap<>();

  JobProblems(Jobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public List<ProblemView> problems() {
    List<JobRecord> stalled =
        jobs.inStates(EnumSet.of(JobState.STALLED, JobState.STARTING)).stream()
            .filter(JobProblems::waits)
            .toList();
    Set<JobId> ids = stalled.stream().map(JobRecord::id).collect(Collectors.toSet());
    since.keySet().retainAll(ids);
    return stalled.stream().map(this::problem).toList();
  }

  /** Agents that join take a moment; those that cannot, or are away, do not come by waiting. */
  private static boolean waits(JobRecord job) {
    JobReason reason = job.reason();
    return job.state() == JobState.STALLED || (reason != null && BLOCKING.contains(reason.code()));
  }

  private ProblemView problem(JobRecord job) {
    JobReason reason = job.reason();
    String cause = reason == null ? "No step was committed for too long." : reason.sentence();
    String advice = reason == null ? "Look at the job's page." : reason.advice();
    Map<String, Object> values = new HashMap<>();
    if (reason != null) {
      values.putAll(reason.values());
    }
    values.put("jobName", job.name());
    values.put("reason", reason == null ? "" : reason.code());
    return ProblemCode.JOB_STALLED.of(
        "job",
        job.id().toString(),
        "Job \"%s\": %s".formatted(job.name(), cause),
        advice,
        since.computeIfAbsent(job.id(), id -> clock.instant()),
        values);
  }
}
