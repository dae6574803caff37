package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The search for a placement: partitions are moved one by one away from whoever is predicted to be
 * last, as long as that makes the step faster. For partitions of equal size no placement is faster
 * than where it ends. Not thread-safe.
 */
final class Balance {
  private static final int NOBODY = -1;

  /** Less is rounding: without it, equal predictions could be exchanged for ever. */
  private static final double LESS = 1 - 1e-9;

  private final List<AgentId> agents;
  private final AgentSpeed[] speeds;
  private final boolean[] onProbation;
  private final boolean[] strangers;
  private final List<Double> rowsPerStep;
  private final int most;
  private final boolean room;
  private final int[] ownerOf;
  private final double[] rows;
  private final int[] owned;

  /** Starts from the present owners, as far as they may still own something. */
  Balance(ClusterSnapshot snapshot) {
    this(snapshot, snapshot.current());
  }

  Balance(ClusterSnapshot snapshot, Map<Integer, AgentId> owners) {
    Set<AgentId> present = Set.copyOf(owners.values());
    // Present owners first, so that a bounded job does not wander.
    this.agents =
        snapshot.agents().stream()
            .map(LiveAgent::id)
            .sorted(Comparator.comparing((AgentId a) -> !present.contains(a)))
            .toList();
    AgentSpeed fastest =
        snapshot.speeds().values().stream()
            .min(Comparator.comparingDouble(AgentSpeed::millisPerRow))
            .orElse(AgentSpeed.UNKNOWN);
    this.speeds = new AgentSpeed[agents.size()];
    this.onProbation = new boolean[agents.size()];
    this.strangers = new boolean[agents.size()];
    boolean someTrusted = !snapshot.onProbation().containsAll(agents);
    for (int a = 0; a < agents.size(); a++) {
      AgentId agent = agents.get(a);
      speeds[a] = snapshot.speeds().getOrDefault(agent, fastest);
      onProbation[a] = someTrusted && snapshot.onProbation().contains(agent);
      strangers[a] = !present.contains(agent) && !snapshot.speeds().containsKey(agent);
    }
    this.rowsPerStep = snapshot.rowsPerStep();
    this.most = Math.min(snapshot.maxWorkers(), rowsPerStep.size());
    this.ownerOf = new int[rowsPerStep.size()];
    this.rows = new double[agents.size()];
    this.owned = new int[agents.size()];
    Arrays.fill(ownerOf, NOBODY);
    for (int partition = 0; partition < ownerOf.length; partition++) {
      AgentId owner = owners.get(partition);
      give(partition, owner == null ? NOBODY : agents.indexOf(owner));
    }
    this.room = owning() < most;
  }

  private void give(int partition, int agent) {
    int from = ownerOf[partition];
    if (from != NOBODY) {
      owned[from]--;
      // Exactly zero where nothing is left, whatever was rounded.
      rows[from] = owned[from] == 0 ? 0 : rows[from] - rowsPerStep.get(partition);
    }
    ownerOf[partition] = agent;
    if (agent != NOBODY) {
      owned[agent]++;
      rows[agent] += rowsPerStep.get(partition);
    }
  }

  /** Gives every partition that nobody owns to who is through with it first; returns how many. */
  int dealOut() {
    int dealt = 0;
    for (int partition = 0; partition < ownerOf.length; partition++) {
      if (ownerOf[partition] == NOBODY) {
        int to = first(rowsPerStep.get(partition), false);
        give(partition, to == NOBODY ? first(rowsPerStep.get(partition), true) : to);
        dealt++;
      }
    }
    return dealt;
  }

  /** Moves partitions until no single move makes the slowest agent faster. */
  void improve() {
    boolean better = true;
    while (better) {
      int slowest = slowest();
      better = givesOneAway(slowest) || givesAllAway(slowest);
    }
  }

  private boolean givesOneAway(int slowest) {
    int bestPartition = NOBODY;
    int bestAgent = NOBODY;
    double best = millis(slowest) * LESS;
    for (int partition : candidates(slowest)) {
      double more = rowsPerStep.get(partition);
      for (int to = 0; to < agents.size(); to++) {
        boolean makesRoom = owned[slowest] == 1;
        if (to != slowest && mayTake(to, makesRoom)) {
          double left = makesRoom ? 0 : speeds[slowest].stepMillis(rows[slowest] - more);
          double after = Math.max(left, speeds[to].stepMillis(rows[to] + more));
          if (after < best) {
            best = after;
            bestPartition = partition;
            bestAgent = to;
          }
        }
      }
    }
    if (bestAgent != NOBODY) {
      give(bestPartition, bestAgent);
    }
    return bestAgent != NOBODY;
  }

  /** Where no further agent may take part, a faster one can take a slow one's place. */
  private boolean givesAllAway(int slowest) {
    for (int to = 0; to < agents.size(); to++) {
      boolean mayReplace = owned[to] == 0 && (!onProbation[to] || owned[slowest] == 1);
      if (mayReplace && speeds[to].stepMillis(rows[slowest]) < millis(slowest) * LESS) {
        for (int partition = 0; partition < ownerOf.length; partition++) {
          if (ownerOf[partition] == slowest) {
            give(partition, to);
          }
        }
        return true;
      }
    }
    return false;
  }

  /** The last of the agent's largest partitions and the last of its smallest. */
  private List<Integer> candidates(int agent) {
    int largest = NOBODY;
    int smallest = NOBODY;
    for (int p = 0; p < ownerOf.length; p++) {
      if (ownerOf[p] == agent) {
        largest = largest == NOBODY || rowsPerStep.get(p) >= rowsPerStep.get(largest) ? p : largest;
        smallest =
            smallest == NOBODY || rowsPerStep.get(p) <= rowsPerStep.get(smallest) ? p : smallest;
      }
    }
    return largest == NOBODY ? List.of() : List.of(largest, smallest);
  }

  /** Who would be through first with so many rows more; nobody where nobody may take them. */
  private int first(double more, boolean evenOnProbation) {
    int first = NOBODY;
    for (int a = 0; a < agents.size(); a++) {
      boolean may = evenOnProbation || mayTake(a, false);
      if (may
          && (first == NOBODY
              || speeds[a].stepMillis(rows[a] + more)
                  < speeds[first].stepMillis(rows[first] + more))) {
        first = a;
      }
    }
    return first;
  }

  private boolean mayTake(int agent, boolean makesRoom) {
    return owned[agent] == 0 ? makesRoom || owning() < most : !onProbation[agent];
  }

  private long owning() {
    return Arrays.stream(owned).filter(n -> n > 0).count();
  }

  private int slowest() {
    int slowest = 0;
    for (int a = 1; a < agents.size(); a++) {
      slowest = millis(a) > millis(slowest) ? a : slowest;
    }
    return slowest;
  }

  private double millis(int agent) {
    return owned[agent] == 0 ? 0 : speeds[agent].stepMillis(rows[agent]);
  }

  /** Predicted milliseconds of a step: those of the slowest agent. */
  double stepMillis() {
    return millis(slowest());
  }

  /**
   * Whether somebody owns something now who did not and was not measured, without having to take
   * another's place for it.
   */
  boolean bringsSomebodyIn() {
    for (int a = 0; a < agents.size(); a++) {
      if (room && strangers[a] && owned[a] > 0) {
        return true;
      }
    }
    return false;
  }

  SortedMap<Integer, AgentId> owners() {
    SortedMap<Integer, AgentId> owners = new TreeMap<>();
    for (int partition = 0; partition < ownerOf.length; partition++) {
      owners.put(partition, agents.get(ownerOf[partition]));
    }
    return owners;
  }
}
