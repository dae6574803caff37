package io.tributary.engine.assignment;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which agent owns which partitions of a job, under which generation.
 *
 * @param partitions of the job by agent id; agents that own nothing are absent
 */
public record JobAssignment(UUID job, long generation, Map<String, List<Integer>> partitions) {

  public JobId jobId() {
    return new JobId(job);
  }

  /** Partitions that {@code agent} owns, rising; empty when it owns none. */
  public List<Integer> partitionsOf(AgentId agent) {
    return partitions.getOrDefault(agent.value(), List.of());
  }
}
