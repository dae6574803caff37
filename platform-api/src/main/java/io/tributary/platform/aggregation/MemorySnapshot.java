package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects what every partition remembers at one step, piece by piece. Not thread-safe: belongs to
 * the job's event loop.
 */
final class MemorySnapshot {
  private final long step;
  private final int partitions;
  private final SortedMap<Integer, byte[][]> pieces = new TreeMap<>();

  MemorySnapshot(long step, int partitions) {
    this.step = step;
    this.partitions = partitions;
  }

  long step() {
    return step;
  }

  /** False when the piece does not fit the job or those before it. */
  boolean add(Contribution.Memory memory) {
    int partition = memory.header().partitions().largest();
    if (memory.header().partitions().size() != 1
        || partition >= partitions
        || memory.pieces() < 1
        || memory.piece() < 0
        || memory.piece() >= memory.pieces()) {
      return false;
    }
    byte[][] ofPartition = pieces.computeIfAbsent(partition, p -> new byte[memory.pieces()][]);
    if (ofPartition.length != memory.pieces()) {
      return false;
    }
    ofPartition[memory.piece()] = memory.bytes();
    return true;
  }

  boolean isComplete() {
    return pieces.size() == partitions
        && pieces.values().stream().allMatch(p -> Arrays.stream(p).allMatch(Objects::nonNull));
  }

  /** By partition, once complete. */
  SortedMap<Integer, byte[]> memories() {
    SortedMap<Integer, byte[]> memories = new TreeMap<>();
    pieces.forEach(
        (partition, parts) -> {
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          for (byte[] part : parts) {
            whole.writeBytes(part);
          }
          memories.put(partition, whole.toByteArray());
        });
    return memories;
  }
}
