package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Jobs in PostgreSQL: state changes lock the row, check the table and write in one transaction. */
@Service
@Transactional
class StoredJobs implements Jobs {
  private final JobRows rows;
  private final JobSummaries summaries;
  private final JobEvents events;
  private final JobJson json;
  private final Clock clock;

  StoredJobs(JobRows rows, JobSummaries summaries, JobEvents events, JobJson json, Clock clock) {
    this.rows = rows;
    this.summaries = summaries;
    this.events = events;
    this.json = json;
    this.clock = clock;
  }

  /** Stores a job as QUEUED with a reason: from here on it is never lost. */
  void create(NewJob request) {
    Job job = new Job(request, json.write(request.spec()), now());
    JobReason reason = JobReasons.accepted(request.name());
    job.explain(reason.code(), json.write(reason));
    rows.save(job);
    rows.flush();
    publish(job, null, reason);
  }

  @Override
  @Transactional(readOnly = true)
  public JobRecord get(JobId id) {
    return record(rows.findById(id.value()).orElseThrow(() -> notFound(id.toString())));
  }

  @Override
  @Transactional(readOnly = true)
  public List<JobRecord> inStates(Set<JobState> states) {
    return rows.inStates(states).stream().map(this::record).toList();
  }

  @Override
  public void advance(JobId id, JobState next, @Nullable JobReason reason) {
    Job job = locked(id);
    JobState previous = job.state();
    job.moveTo(next, now());
    explain(job, reason);
    publish(job, previous, reason);
  }

  @Override
  public void explain(JobId id, @Nullable JobReason reason) {
    Job job = locked(id);
    if (sameWords(json.reason(job.reason()), reason)) {
      return;
    }
    explain(job, reason);
    publish(job, job.state(), reason);
  }

  @Override
  public void plan(JobId id, TrainingPlan plan) {
    summaries.plan(id, json.write(plan));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<TrainingPlan> plan(JobId id) {
    return summaries.plan(id).map(json::plan);
  }

  @Override
  public void progressed(JobId id, JobProgress progress) {
    summaries.progressed(id, progress);
  }

  /** The answer to a request for a job that does not exist. */
  static PlatformException notFound(String id) {
    return new PlatformException(
        ErrorCode.NOT_FOUND,
        "There is no job %s.".formatted(id),
        "GET /api/v1/jobs lists the jobs there are.");
  }

  private Job locked(JobId id) {
    return rows.lock(id.value()).orElseThrow(() -> notFound(id.toString()));
  }

  private void explain(Job job, @Nullable JobReason reason) {
    job.explain(reason == null ? null : reason.code(), reason == null ? null : json.write(reason));
  }

  private void publish(Job job, @Nullable JobState previous, @Nullable JobReason reason) {
    rows.flush();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", job.state().name());
    if (previous != null) {
      values.put("previous", previous.name());
    }
    if (reason != null) {
      values.put("reason", reason.code());
      values.put("advice", reason.advice());
    }
    String text = reason == null ? "The job is %s.".formatted(job.state()) : reason.sentence();
    events.publish(job.jobId(), "state", text, values, true);
  }

  private JobRecord record(Job job) {
    return new JobRecord(
        job.jobId(),
        job.name(),
        json.spec(job.spec()),
        job.datasetId(),
        job.state(),
        json.reason(job.reason()),
        job.priority(),
        job.createdAt(),
        job.startedAt(),
        job.fork());
  }

  /** PostgreSQL keeps microseconds; a cursor must compare equal to what is stored. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean sameWords(@Nullable JobReason one, @Nullable JobReason other) {
    return one == null || other == null
        ? one == other
        : Objects.equals(one.code(), other.code())
            && Objects.equals(one.sentence(), other.sentence());
  }
}
