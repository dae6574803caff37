package io.tributary.platform.job;

/** Where a job is in its life. The only table of legal moves. */
public enum JobState {
  /** Accepted; waits for agents or for capacity. Its reason says which. */
  QUEUED,
  /** Rows are being partitioned, preprocessing is fitted, agents are joining. */
  STARTING,
  /** Steps are being committed. */
  RUNNING,
  /**
   * No step was committed for too long. Its reason names the culprit. Goes on by itself when the
   * cause ends.
   */
  STALLED,
  /** Stopped by a user; goes on when a user says so. */
  PAUSED,
  /** All steps are committed and the last checkpoint is stored. */
  SUCCEEDED,
  /** Cannot go on. Its reason says why. */
  FAILED,
  /** Ended by a user. */
  CANCELLED;

  /** Whether a job in this state may move to {@code next}. */
  public boolean mayBecome(JobState next) {
    return switch (this) {
      case QUEUED -> next == STARTING || next == FAILED || next == CANCELLED;
      case STARTING -> next == RUNNING || next == STALLED || next == FAILED || next == CANCELLED;
      case RUNNING ->
          next == STALLED
              || next == PAUSED
              || next == SUCCEEDED
              || next == FAILED
              || next == CANCELLED;
      case STALLED -> next == RUNNING || next == PAUSED || next == FAILED || next == CANCELLED;
      case PAUSED -> next == RUNNING || next == STALLED || next == FAILED || next == CANCELLED;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  /** Whether a job in this state never moves again. */
  public boolean isTerminal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
