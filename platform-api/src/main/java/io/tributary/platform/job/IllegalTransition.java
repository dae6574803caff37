package io.tributary.platform.job;

import io.tributary.engine.id.JobId;

/** A move that {@link JobState#mayBecome} forbids. */
public final class IllegalTransition extends RuntimeException {
  private final JobState from;
  private final JobState to;

  IllegalTransition(JobId job, JobState from, JobState to) {
    super("Job %s is %s and may not become %s.".formatted(job, from, to));
    this.from = from;
    this.to = to;
  }

  /** State the job is in, and stays in. */
  public JobState from() {
    return from;
  }

  /** State it was asked to move to. */
  public JobState to() {
    return to;
  }
}
