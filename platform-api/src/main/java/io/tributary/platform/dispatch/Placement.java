package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who owns which partition of a job. Immutable.
 *
 * @param owners by partition; empty when no agent may own any
 */
public record Placement(SortedMap<Integer, AgentId> owners) {
  public Placement {
    owners = Collections.unmodifiableSortedMap(new TreeMap<>(owners));
  }

  /**
   * Spreads partitions evenly by number over the agents and moves as few as possible: owners that
   * stay keep what they have up to their share. A pure function: equal snapshots give equal
   * placements. Results of a job do not depend on it.
   */
  public static Placement place(ClusterSnapshot snapshot) {
    List<AgentId> agents = chosen(snapshot);
    SortedMap<Integer, AgentId> owners = new TreeMap<>();
    if (agents.isEmpty()) {
      return new Placement(owners);
    }
    int partitions = snapshot.partitionRows().size();
    int share = partitions / agents.size();
    int larger = partitions % agents.size();
    Map<AgentId, Integer> owned = new HashMap<>();
    Deque<Integer> free = new ArrayDeque<>();
    for (int partition = 0; partition < partitions; partition++) {
      AgentId owner = snapshot.current().get(partition);
      int has = owner == null ? 0 : owned.getOrDefault(owner, 0);
      boolean keeps = owner != null && agents.contains(owner);
      if (keeps && has == share && larger > 0) {
        larger--;
      } else if (keeps && has >= share) {
        keeps = false;
      }
      if (keeps && owner != null) {
        owners.put(partition, owner);
        owned.put(owner, has + 1);
      } else {
        free.add(partition);
      }
    }
    for (AgentId agent : agents) {
      int has = owned.getOrDefault(agent, 0);
      while (has < share) {
        owners.put(free.remove(), agent);
        has++;
      }
      owned.put(agent, has);
    }
    for (AgentId agent : agents) {
      if (!free.isEmpty() && owned.getOrDefault(agent, 0) == share) {
        owners.put(free.remove(), agent);
      }
    }
    return new Placement(owners);
  }

  /**
   * Present owners first, so that a bounded job does not wander; never more agents than partitions.
   */
  private static List<AgentId> chosen(ClusterSnapshot snapshot) {
    Set<AgentId> owners = Set.copyOf(snapshot.current().values());
    int most = Math.min(snapshot.maxWorkers(), snapshot.partitionRows().size());
    return snapshot.agents().stream()
        .map(LiveAgent::id)
        .sorted(Comparator.comparing((AgentId a) -> !owners.contains(a)))
        .limit(most)
        .toList();
  }

  /** Partitions by agent, rising. */
  public SortedMap<String, List<Integer>> byAgent() {
    SortedMap<String, List<Integer>> partitions = new TreeMap<>();
    owners.forEach(
        (partition, agent) ->
            partitions.computeIfAbsent(agent.value(), a -> new ArrayList<>()).add(partition));
    return partitions;
  }
}
