package io.tributary.engine.plan;

import java.util.List;
import java.util.TreeSet;

/**
 * Whose models a partition averages in gossip. Each partition gives its model to as many as it
 * takes models from, all with one weight, so the mean over all partitions stays what it is.
 */
public enum Topology {
  /** The partitions before and after. */
  RING {
    @Override
    void addSources(int partition, int partitions, TreeSet<Integer> sources) {
      sources.add((partition + 1) % partitions);
      sources.add((partition + partitions - 1) % partitions);
    }
  },
  /**
   * Those 1, 2, 4, ... places further on: far fewer than all, yet the models agree nearly as fast
   * (Ying et al., "Exponential Graph is Provably Efficient for Decentralized Deep Training",
   * NeurIPS 2021, section 3).
   */
  EXPONENTIAL {
    @Override
    void addSources(int partition, int partitions, TreeSet<Integer> sources) {
      for (int distance = 1; distance < partitions; distance *= 2) {
        sources.add((partition + distance) % partitions);
      }
    }
  },
  /** All. */
  COMPLETE {
    @Override
    void addSources(int partition, int partitions, TreeSet<Integer> sources) {
      for (int other = 0; other < partitions; other++) {
        sources.add(other);
      }
    }
  };

  abstract void addSources(int partition, int partitions, TreeSet<Integer> sources);

  /** Whose models {@code partition} averages: its own too; rising. */
  public List<Integer> sources(int partition, int partitions) {
    TreeSet<Integer> sources = new TreeSet<>();
    sources.add(partition);
    addSources(partition, partitions, sources);
    return List.copyOf(sources);
  }
}
