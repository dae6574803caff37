package io.tributary.engine.wire;

import io.tributary.engine.id.JobId;

/**
 * Names of Kafka topics. Every topic of a job has one Kafka partition, so that its records have one
 * order; heartbeats and assignments are keyed by agent and by job.
 */
public final class Topics {
  /** Compacted; key = job id, value = {@code JobAssignment}; a null value ends the job. */
  public static final String ASSIGNMENTS = "tributary.assignments";

  /** Key = agent id, value = {@code Heartbeat}; kept for minutes. */
  public static final String HEARTBEATS = "tributary.heartbeats";

  private Topics() {}

  /** Agents write, the job's coordinator reads. */
  public static String contributions(JobId job) {
    return "tributary.job." + job + ".contributions";
  }

  /** The ledger: the job's coordinator writes, agents read. */
  public static String updates(JobId job) {
    return "tributary.job." + job + ".updates";
  }
}
