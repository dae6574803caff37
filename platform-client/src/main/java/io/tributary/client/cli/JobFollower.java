package io.tributary.client.cli;

import io.tributary.client.JobsClient;
import io.tributary.client.Pause;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.Retry;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a job until it has ended. A platform that is away is waited for as long as {@link
 * Retry#PATIENT} says.
 */
final class JobFollower {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final JobsClient jobs;
  private final Pause pause;
  private final LiveLine line;

  JobFollower(JobsClient jobs, Pause pause, LiveLine line) {
    this.jobs = jobs;
    this.pause = pause;
    this.line = line;
  }

  /** Shows the job until it has ended; returns it as it ended. */
  JobView follow(String id) {
    @Nullable String shown = null;
    int failures = 0;
    while (true) {
      try {
        JobView job = jobs.get(id);
        failures = 0;
        String state = JobWording.state(job);
        if (!state.equals(shown)) {
          line.keep(state);
          shown = state;
        }
        if (JobStates.isTerminal(job.state())) {
          line.keep(JobWording.end(job));
          return job;
        }
        line.show(JobWording.progress(job), JobWording.tenth(job));
      } catch (PlatformUnreachable e) {
        failures++;
        if (failures >= Retry.PATIENT.attempts()) {
          throw e;
        }
        if (failures == 1) {
          line.keep(e.getMessage() + " Trying again.");
        }
      }
      rest(id);
    }
  }

  private void rest(String id) {
    try {
      pause.pause(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException stopped =
          new CancellationException("Watching job %s was stopped; the job goes on.".formatted(id));
      stopped.initCause(e);
      throw stopped;
    }
  }
}
