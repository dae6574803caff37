package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * What a user may ask of a job. A running job moves itself when it gets the command; asking twice
 * is the same as asking once.
 */
@Service
class JobCommands {
  private final Jobs jobs;
  private final ApplicationEventPublisher publisher;

  JobCommands(Jobs jobs, ApplicationEventPublisher publisher) {
    this.jobs = jobs;
    this.publisher = publisher;
  }

  void pause(JobId id) {
    JobRecord job = jobs.get(id);
    if (job.state() == JobState.PAUSED) {
      return;
    }
    if (!job.state().mayBecome(JobState.PAUSED)) {
      throw forbidden(job, "paused", "Only a RUNNING or STALLED job can be paused.");
    }
    publisher.publishEvent(new JobCommand(id, JobCommand.Kind.PAUSE));
  }

  void resume(JobId id) {
    JobRecord job = jobs.get(id);
    switch (job.state()) {
      case RUNNING -> {}
      case PAUSED -> publisher.publishEvent(new JobCommand(id, JobCommand.Kind.RESUME));
      case QUEUED, STARTING, STALLED, SUCCEEDED, FAILED, CANCELLED ->
          throw forbidden(job, "resumed", "Only a PAUSED job can be resumed.");
    }
  }

  void cancel(JobId id, String user) {
    JobRecord job = jobs.get(id);
    switch (job.state()) {
      case CANCELLED -> {}
      case QUEUED -> cancelInQueue(id, user);
      case STARTING, RUNNING, STALLED, PAUSED ->
          publisher.publishEvent(new JobCommand(id, JobCommand.Kind.CANCEL));
      case SUCCEEDED, FAILED ->
          throw forbidden(job, "cancelled", "It has ended; nothing needs to be cancelled.");
    }
  }

  /**
   * A queued job has nobody who would move it. Where its run began meanwhile, the run is told
   * instead.
   */
  private void cancelInQueue(JobId id, String user) {
    try {
      jobs.advance(id, JobState.CANCELLED, JobReasons.cancelledInQueue(user));
    } catch (IllegalTransition overtaken) {
      cancel(id, user);
    }
  }

  private static PlatformException forbidden(JobRecord job, String asked, String advice) {
    return new PlatformException(
        ErrorCode.ILLEGAL_TRANSITION,
        "Job \"%s\" is %s and cannot be %s.".formatted(job.name(), job.state(), asked),
        advice);
  }
}
