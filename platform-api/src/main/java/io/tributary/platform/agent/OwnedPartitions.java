package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import java.util.List;

/** Which partitions an agent owns. Implemented by the module that assigns them. */
public interface OwnedPartitions {

  /** By job; empty when the agent owns nothing. */
  List<Part> of(AgentId agent);

  /** Partitions of one job. */
  record Part(JobId job, String jobName, List<Integer> partitions) {}
}
