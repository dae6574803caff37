package io.tributary.engine.assignment;

import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which agent owns which partitions of a job, under which generation.
 *
 * @param partitions of the job by agent id; agents that own nothing are absent
 * @param relays of sites whose contributions are summed on their way; each agent is in one at most
 */
public record JobAssignment(
    UUID job, long generation, Map<String, List<Integer>> partitions, List<SiteRelay> relays) {

  /** Where every agent contributes by itself. */
  public JobAssignment(UUID job, long generation, Map<String, List<Integer>> partitions) {
    this(job, generation, partitions, List.of());
  }

  public JobId jobId() {
    return new JobId(job);
  }

  /** Partitions that {@code agent} owns, rising; empty when it owns none. */
  public List<Integer> partitionsOf(AgentId agent) {
    return partitions.getOrDefault(agent.value(), List.of());
  }

  /** The relay that sums what {@code agent} contributes; null where it contributes by itself. */
  public @Nullable SiteRelay relayOf(AgentId agent) {
    return relays.stream().filter(r -> r.agents().contains(agent.value())).findFirst().orElse(null);
  }

  /** All partitions whose contributions {@code relay} sums. */
  public PartitionSet partitionsOf(SiteRelay relay) {
    return PartitionSet.of(
        relay.agents().stream()
            .flatMap(agent -> partitionsOf(new AgentId(agent)).stream())
            .toList());
  }
}
