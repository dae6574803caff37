package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a placement depends on.
 *
 * @param rowsPerStep rows that each partition takes in a step, on average
 * @param agents that may own partitions of the job, in a fixed order
 * @param current owner by partition; absent where nobody owns it
 * @param maxWorkers at most so many agents share the job, at least 1
 * @param speeds of agents that were measured; others count as the fastest of these
 * @param onProbation agents that were too slow or silent and are tried again, with one partition
 * @param minGain share of a step's predicted time, above 0, that must be won before partitions move
 *     for the sake of speed alone; 1 forbids such moves
 * @param holders agents that have a partition's rows, by partition, where rows stay at agents; null
 *     where any agent can fetch them
 */
public record ClusterSnapshot(
    List<Double> rowsPerStep,
    List<LiveAgent> agents,
    Map<Integer, AgentId> current,
    int maxWorkers,
    Map<AgentId, AgentSpeed> speeds,
    Set<AgentId> onProbation,
    double minGain,
    @Nullable Map<Integer, Set<AgentId>> holders) {

  public ClusterSnapshot {
    rowsPerStep = List.copyOf(rowsPerStep);
    agents = List.copyOf(agents);
    current = Map.copyOf(current);
    speeds = Map.copyOf(speeds);
    onProbation = Set.copyOf(onProbation);
    holders = holders == null ? null : Map.copyOf(holders);
  }

  /** Of partitions whose rows any agent can fetch. */
  public ClusterSnapshot(
      List<Double> rowsPerStep,
      List<LiveAgent> agents,
      Map<Integer, AgentId> current,
      int maxWorkers,
      Map<AgentId, AgentSpeed> speeds,
      Set<AgentId> onProbation,
      double minGain) {
    this(rowsPerStep, agents, current, maxWorkers, speeds, onProbation, minGain, null);
  }
}
