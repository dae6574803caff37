package io.tributary.platform.dispatch;

import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;

/**
 * Somebody else has coordinated the job since: a newer generation is in the database. Not
 * retryable.
 */
public final class Fenced extends RuntimeException {
  public Fenced(JobId job, Generation mine) {
    super("job " + job + ": generation " + mine + " is not the newest any more");
  }
}
