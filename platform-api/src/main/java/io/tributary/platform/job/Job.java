package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * The stored request and its state. The summary columns of the same row (step, metrics, rates) are
 * written by {@link JobSummaries}, so that progress never collides with a change of state.
 */
@Entity
class Job implements Persistable<UUID> {
  @Id private UUID id;
  private String name;

  @JdbcTypeCode(SqlTypes.JSON)
  private String spec;

  private String dataset;
  private String datasetId;
  private String task;
  private String model;

  @Enumerated(EnumType.STRING)
  private JobState state;

  private @Nullable String reasonCode;

  @JdbcTypeCode(SqlTypes.JSON)
  private @Nullable String reason;

  private int priority;
  private Instant createdAt;
  private String createdBy;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;

  @Column(name = "fork_job")
  private @Nullable UUID forkJob;

  @Column(name = "fork_step")
  private @Nullable Long forkStep;

  @Version private long version;
  @Transient private boolean stored;

  /** For JPA, which fills every field afterwards. */
  @SuppressWarnings("NullAway")
  protected Job() {}

  Job(NewJob request, String spec, Instant createdAt) {
    this.id = request.id().value();
    this.name = request.name();
    this.spec = spec;
    this.dataset = request.dataset();
    this.datasetId = request.datasetId();
    this.task = request.task();
    this.model = request.model();
    this.priority = request.priority();
    this.createdBy = request.createdBy();
    this.createdAt = createdAt;
    this.state = JobState.QUEUED;
    ForkPoint fork = request.fork();
    this.forkJob = fork == null ? null : fork.job().value();
    this.forkStep = fork == null ? null : fork.step();
  }

  /** Moves the job where the table allows it; throws {@link IllegalTransition} where not. */
  void moveTo(JobState next, Instant at) {
    if (!state.mayBecome(next)) {
      throw new IllegalTransition(jobId(), state, next);
    }
    state = next;
    if (next == JobState.STARTING) {
      startedAt = at;
    }
    if (next.isTerminal()) {
      finishedAt = at;
    }
  }

  void explain(@Nullable String code, @Nullable String json) {
    reasonCode = code;
    reason = json;
  }

  JobId jobId() {
    return new JobId(id);
  }

  String name() {
    return name;
  }

  String task() {
    return task;
  }

  String spec() {
    return spec;
  }

  /** The version as {@code name@version}. */
  String dataset() {
    return dataset;
  }

  String datasetId() {
    return datasetId;
  }

  JobState state() {
    return state;
  }

  @Nullable String reason() {
    return reason;
  }

  int priority() {
    return priority;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  @Nullable Instant finishedAt() {
    return finishedAt;
  }

  @Nullable ForkPoint fork() {
    return forkJob == null || forkStep == null ? null : new ForkPoint(new JobId(forkJob), forkStep);
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
