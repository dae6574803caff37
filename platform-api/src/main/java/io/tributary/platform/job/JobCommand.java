package io.tributary.platform.job;

import io.tributary.engine.id.JobId;

/**
 * What a user asks of a running job. Published as an application event after the request was
 * accepted.
 */
public record JobCommand(JobId id, Kind kind) {
  /** The request. */
  public enum Kind {
    START,
    PAUSE,
    RESUME,
    CANCEL
  }
}
