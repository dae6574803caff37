package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What other modules may ask of jobs and tell them. Thread-safe; each call is one short
 * transaction.
 */
public interface Jobs {

  /** Throws {@code PlatformException} (NOT_FOUND) where there is no such job. */
  JobRecord get(JobId id);

  /** Jobs in any of {@code states}, highest priority first, then oldest first. */
  List<JobRecord> inStates(Set<JobState> states);

  /**
   * The one method that moves a job. Stores the reason, appends to the history, publishes a {@code
   * state} event. Throws {@code IllegalTransition} when the table forbids the move.
   */
  void advance(JobId id, JobState next, @Nullable JobReason reason);

  /**
   * Changes the reason without moving the job; no effect when the code and the sentence are already
   * these.
   */
  void explain(JobId id, @Nullable JobReason reason);

  /** Stores the computation of a job; called once, before its first step. */
  void plan(JobId id, TrainingPlan plan);

  /** The stored computation; empty until {@link #plan(JobId, TrainingPlan)} was called. */
  Optional<TrainingPlan> plan(JobId id);

  /**
   * Updates the summary row. Callers throttle; losing one call loses nothing that the next does not
   * bring.
   */
  void progressed(JobId id, JobProgress progress);
}
