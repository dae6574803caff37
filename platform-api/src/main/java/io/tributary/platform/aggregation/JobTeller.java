package io.tributary.platform.aggregation;

import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.platform.advice.JobMeasurements;
import io.tributary.platform.advice.Measurements;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.job.IllegalTransition;
import io.tributary.platform.job.JobEvents;
import io.tributary.platform.job.JobProgress;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.metric.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the rest of the control plane about one job, in order, off the job's event loop: a slow or
 * absent database delays the telling, never the training. What must not be lost is repeated until
 * it succeeds; the rest is dropped and logged.
 */
final class JobTeller {
  private static final Logger LOG = LoggerFactory.getLogger(JobTeller.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final JobId job;
  private final Jobs jobs;
  private final JobEvents events;
  private final Metrics metrics;
  private final Measurements measurements;
  private final Checkpoints checkpoints;
  private final ExecutorService serial;
  private volatile boolean closing;

  JobTeller(
      JobId job,
      Jobs jobs,
      JobEvents events,
      Metrics metrics,
      Measurements measurements,
      Checkpoints checkpoints) {
    this.job = job;
    this.jobs = jobs;
    this.events = events;
    this.metrics = metrics;
    this.measurements = measurements;
    this.checkpoints = checkpoints;
    this.serial =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("teller-" + job).factory());
  }

  /** Moves the job; repeated until the database has it. */
  void advance(JobState next, @Nullable JobReason reason) {
    serial.execute(() -> untilDone("move to " + next, () -> jobs.advance(job, next, reason)));
  }

  void explain(@Nullable JobReason reason) {
    serial.execute(() -> once("reason", () -> jobs.explain(job, reason)));
  }

  void progressed(JobProgress progress) {
    serial.execute(() -> once("progress", () -> jobs.progressed(job, progress)));
  }

  void measured(long step, int epoch, Map<String, Double> values) {
    serial.execute(() -> once("metrics", () -> metrics.record(job, step, epoch, values)));
  }

  void evaluated(long step, EvaluationDetail detail) {
    serial.execute(() -> once("evaluation", () -> metrics.evaluated(job, step, detail)));
  }

  void timed(JobMeasurements measured) {
    serial.execute(() -> once("measurements", () -> measurements.store(job, measured)));
  }

  void event(String kind, String text, Map<String, Object> values, boolean keep) {
    serial.execute(() -> once("event", () -> events.publish(job, kind, text, values, keep)));
  }

  /** An event of the history that is repeated until the database has it. */
  void mustTell(String kind, String text, Map<String, Object> values) {
    serial.execute(() -> untilDone("event", () -> events.publish(job, kind, text, values, true)));
  }

  /**
   * Stores a checkpoint once.
   *
   * @param saved runs on the teller's thread after it is safe
   * @param done runs there at the end, stored or not
   */
  void checkpoint(Checkpoint checkpoint, Runnable saved, Runnable done) {
    serial.execute(
        () -> {
          once(
              "checkpoint of step " + checkpoint.step(),
              () -> {
                checkpoints.save(checkpoint);
                saved.run();
              });
          done.run();
        });
  }

  /** Stores a checkpoint, repeated until the database has it. */
  void lastCheckpoint(Checkpoint checkpoint) {
    serial.execute(
        () ->
            untilDone(
                "last checkpoint, step " + checkpoint.step(), () -> checkpoints.save(checkpoint)));
  }

  /** Runs after everything told before; repeated until it succeeds. */
  void afterwards(String what, Runnable action) {
    serial.execute(() -> untilDone(what, action));
  }

  private void once(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("[job={}] {} not stored: {}", job, what, e.toString());
    }
  }

  private void untilDone(String what, Runnable action) {
    while (!closing) {
      try {
        action.run();
        return;
      } catch (IllegalTransition e) {
        LOG.warn("[job={}] {}: {}", job, what, e.getMessage());
        return;
      } catch (RuntimeException e) {
        LOG.warn("[job={}] {} not stored, trying again: {}", job, what, e.toString());
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  /**
   * Waits until everything told is stored, however long the database is away; gives up only when
   * {@code abandon} says so, asked once a second.
   */
  void finish(BooleanSupplier abandon) {
    serial.shutdown();
    try {
      while (!serial.awaitTermination(1, TimeUnit.SECONDS)) {
        closing = abandon.getAsBoolean();
      }
    } catch (InterruptedException e) {
      closing = true;
      Thread.currentThread().interrupt();
    }
  }
}
