package io.tributary.engine.wire;

import io.tributary.engine.id.JobId;

/**
 * Names of Kafka topics. Contributions and updates of a job have one Kafka partition, so that
 * records have one order; heartbeats and assignments are keyed by agent and by job.
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

  /**
   * Agents write and read: models of partitions that gossip, each in the Kafka partition of its
   * number, so that an agent reads what its own partitions need.
   */
  public static String exchange(JobId job) {
    return "tributary.job." + job + ".exchange";
  }

  /**
   * The agents of a site that has a relay write, the relay reads: contributions that it sums before
   * they go to the coordinator. One Kafka partition.
   */
  public static String site(JobId job, String site) {
    return sites(job) + site;
  }

  /** What the names of all sites' topics of a job begin with. */
  public static String sites(JobId job) {
    return "tributary.job." + job + ".site.";
  }

  /** The ledger: the job's coordinator writes, agents read. */
  public static String updates(JobId job) {
    return "tributary.job." + job + ".updates";
  }
}
