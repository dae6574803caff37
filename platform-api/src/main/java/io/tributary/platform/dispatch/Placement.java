package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.ArrayList;
import java.util.Collections;
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
   * The placement whose slowest agent is predicted to be through with a step first, with few moves:
   * owners keep what they have unless a move makes the slowest agent faster. Without measurements
   * that means equal shares. An agent may own nothing when it is too slow to help. As long as every
   * owner stays and nobody new comes in, nothing moves for less than {@code minGain}. A pure
   * function: equal snapshots give equal placements. Results of a job do not depend on it.
   */
  public static Placement place(ClusterSnapshot snapshot) {
    Map<Integer, Set<AgentId>> holders = snapshot.holders();
    if (holders != null) {
      return atHolders(snapshot, holders);
    }
    if (snapshot.agents().isEmpty()) {
      return new Placement(Collections.emptySortedMap());
    }
    Balance balance = new Balance(snapshot);
    double before = balance.stepMillis();
    boolean complete = balance.dealOut() == 0;
    balance.improve();
    boolean worthwhile = balance.stepMillis() <= (1 - snapshot.minGain()) * before;
    return complete && !worthwhile && !balance.bringsSomebodyIn()
        ? new Placement(new TreeMap<>(snapshot.current()))
        : new Placement(balance.owners());
  }

  /**
   * Each partition with an agent that has its rows: with its owner as long as that one has them,
   * else with the first one. A partition of which nobody has the rows has no owner.
   */
  private static Placement atHolders(ClusterSnapshot snapshot, Map<Integer, Set<AgentId>> holders) {
    SortedMap<Integer, AgentId> owners = new TreeMap<>();
    for (Map.Entry<Integer, Set<AgentId>> held : holders.entrySet()) {
      List<AgentId> able =
          snapshot.agents().stream().map(LiveAgent::id).filter(held.getValue()::contains).toList();
      if (!able.isEmpty()) {
        AgentId owner = snapshot.current().get(held.getKey());
        boolean stays = owner != null && able.contains(owner);
        owners.put(held.getKey(), stays ? owner : able.getFirst());
      }
    }
    return new Placement(owners);
  }

  /**
   * Predicted milliseconds of a step, those of the slowest agent; relative where nothing was
   * measured.
   *
   * @param snapshot whose present owners are ignored
   */
  public double stepMillis(ClusterSnapshot snapshot) {
    return new Balance(snapshot, owners).stepMillis();
  }

  /** Partitions that another agent owns, or nobody, in {@code before}; rising. */
  public List<Integer> movedSince(Placement before) {
    return owners.entrySet().stream()
        .filter(owned -> !owned.getValue().equals(before.owners.get(owned.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Partitions by agent, rising. */
  public SortedMap<String, List<Integer>> byAgent() {
    SortedMap<String, List<Integer>> partitions = new TreeMap<>();
    for (Map.Entry<Integer, AgentId> owned : owners.entrySet()) {
      partitions
          .computeIfAbsent(owned.getValue().value(), a -> new ArrayList<>())
          .add(owned.getKey());
    }
    return partitions;
  }
}
