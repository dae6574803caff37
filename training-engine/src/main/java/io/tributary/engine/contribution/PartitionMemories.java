package io.tributary.engine.contribution;

import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.SavedState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the partitions of one agent remember before each step that may have to be sent, or sent
 * again. A partition is known from the checkpoint's step on if it was owned then; one that comes
 * later is not known, and the agent has to start from a checkpoint. Not thread-safe.
 */
final class PartitionMemories {
  private final boolean remembers;
  private final StepShare share;
  private final int kept;
  private final long firstStep;
  private final Map<Integer, byte[]> atFirstStep;
  private final Map<Integer, Kept> byPartition = new HashMap<>();
  private final PartitionMemory nothing;

  /** The memories of the last steps, by step modulo their number. */
  private record Kept(List<PartitionMemory> memories, long[] newest) {
    PartitionMemory at(long step) {
      return memories.get((int) (step % memories.size()));
    }

    boolean knows(long step) {
      return step <= newest[0] && step > newest[0] - memories.size();
    }
  }

  /**
   * @param share that knows how much each partition remembers
   * @param start memories at its step; those that are missing are empty
   */
  PartitionMemories(TrainingPlan plan, StepShare share, SavedState start) {
    this.remembers = plan.remembers() && !(plan.strategy() instanceof StrategyDefinition.Gossip);
    this.share = share;
    this.kept = plan.strategy().staleness() + 2;
    this.firstStep = start.state().step();
    this.atFirstStep = start.memories();
    this.nothing = PartitionMemory.empty(PartitionMemory.Shape.NONE, 0);
  }

  /** Whether it is known what {@code partition} remembered before {@code step}. */
  boolean knows(int partition, long step) {
    if (!remembers) {
      return true;
    }
    if (step == firstStep && !byPartition.containsKey(partition)) {
      byPartition.put(partition, start(partition));
    }
    Kept memories = byPartition.get(partition);
    return memories != null && memories.knows(step);
  }

  private Kept start(int partition) {
    List<PartitionMemory> memories =
        IntStream.range(0, kept).mapToObj(i -> share.nothing(partition)).toList();
    Kept fresh = new Kept(memories, new long[] {firstStep});
    byte[] saved = atFirstStep.get(partition);
    if (saved != null) {
      fresh.at(firstStep).read(saved);
    }
    return fresh;
  }

  /** What {@code partition} remembers before {@code step}; it has to be known. */
  PartitionMemory before(int partition, long step) {
    if (!knows(partition, step)) {
      throw new IllegalStateException(
          "the memory of partition %d before step %d is not known".formatted(partition, step));
    }
    Kept memories = byPartition.get(partition);
    return memories == null ? nothing : memories.at(step);
  }

  /** Where what {@code partition} remembers after {@code step} goes; it is known from now on. */
  PartitionMemory after(int partition, long step) {
    Kept memories = byPartition.get(partition);
    if (memories == null) {
      return nothing;
    }
    memories.newest()[0] = Math.max(memories.newest()[0], step + 1);
    return memories.at(step + 1);
  }

  /** Forgets partitions that went to other agents: what they remember moves on without us. */
  void retain(Collection<Integer> partitions) {
    byPartition.keySet().retainAll(partitions);
  }
}
