package io.tributary.platform.dispatch;

import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.id.JobId;

/**
 * Where agents learn what they own. At least once, in order; the newest word about a job is kept
 * for ever.
 */
public interface AssignmentBoard {

  /** Announces an assignment; returns before anybody has read it. */
  void announce(JobAssignment assignment);

  /** Ends the job for all agents. */
  void withdraw(JobId job);
}
