package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.List;
import java.util.Map;

/**
 * Everything that a placement depends on.
 *
 * @param partitionRows training rows of each partition
 * @param agents that may own partitions of the job, in a fixed order
 * @param current owner by partition; absent where nobody owns it
 * @param maxWorkers at most so many agents share the job, at least 1
 */
public record ClusterSnapshot(
    List<Integer> partitionRows,
    List<LiveAgent> agents,
    Map<Integer, AgentId> current,
    int maxWorkers) {
  public ClusterSnapshot {
    partitionRows = List.copyOf(partitionRows);
    agents = List.copyOf(agents);
    current = Map.copyOf(current);
  }
}
