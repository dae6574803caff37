package io.tributary.engine.contribution;

import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.metric.MetricSums;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One partition that gossips: its model, its optimiser's slots, and both as they were when its last
 * rounds began. Not thread-safe.
 */
final class GossipNode {
  /** Before the round that the coordinator waits for, the one ahead of it, and the next. */
  private static final int KEPT = 3;

  private final PartitionRows rows;
  private final List<Integer> sources;
  private final PartitionMemory memory;
  private final TreeMap<Long, byte[]> beforeRound = new TreeMap<>();
  private final Map<Long, MetricSums> seen = new HashMap<>();
  private long clock;
  private boolean sent;

  /**
   * @param sources whose models it averages, its own too
   * @param memory model and slots; taken over
   * @param round that begins with them
   * @param batches of a round
   */
  GossipNode(
      PartitionRows rows, List<Integer> sources, PartitionMemory memory, long round, int batches) {
    this.rows = rows;
    this.sources = sources;
    this.memory = memory;
    this.clock = round * batches;
    beforeRound.put(round, memory.toBytes());
  }

  PartitionRows rows() {
    return rows;
  }

  List<Integer> sources() {
    return sources;
  }

  /** Not copied. */
  float[] model() {
    return memory.vectors()[0];
  }

  /** Of the optimiser; not copied. */
  float[][] slots() {
    return Arrays.copyOfRange(memory.vectors(), 1, memory.vectors().length);
  }

  /** Batches that are in the model. */
  long clock() {
    return clock;
  }

  /** Whether the neighbours were given the model as it is now. */
  boolean isSent() {
    return sent;
  }

  void sent() {
    sent = true;
  }

  /** One more batch is in the model. */
  void learnt(MetricSums batch, int batches) {
    long round = clock / batches;
    seen.merge(round, batch, MetricSums::plus);
    clock++;
    sent = false;
    if (clock % batches == 0) {
      beforeRound.put(round + 1, memory.toBytes());
      while (beforeRound.size() > KEPT) {
        seen.remove(beforeRound.pollFirstEntry().getKey());
      }
    }
  }

  /** Whether it is still known, and known yet, what the node was when {@code round} began. */
  boolean remembers(long round) {
    return beforeRound.containsKey(round);
  }

  /** Model, then slots, when {@code round} began. */
  byte[] before(long round) {
    byte[] bytes = beforeRound.get(round);
    if (bytes == null) {
      throw new IllegalStateException(
          "partition %d at batch %d does not remember round %d"
              .formatted(rows.index(), clock, round));
    }
    return bytes;
  }

  /** Sums over the rows of {@code round}, which is over. */
  MetricSums seen(long round, MetricSums noRows) {
    return seen.getOrDefault(round, noRows);
  }
}
