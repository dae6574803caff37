package io.tributary.engine.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a checkpoint holds: the training state and, where the plan's codec has any, what each
 * partition remembers at the same step.
 *
 * @param state owned by whoever reads it
 * @param memories by partition, bytes of its memory; empty where nothing is remembered, and at step
 *     0, when all memories are empty
 */
public record SavedState(TrainingState state, SortedMap<Integer, byte[]> memories) {
  public SavedState {
    memories = Collections.unmodifiableSortedMap(new TreeMap<>(memories));
  }

  /** A state of which nothing is remembered beside it. */
  public static SavedState of(TrainingState state) {
    return new SavedState(state, Collections.emptySortedMap());
  }

  /** {@link #read(byte[])} gives an equal one. */
  public byte[] toBytes() {
    return toBytes(state.toBytes(), memories);
  }

  /** The same from a state that was turned into bytes before. */
  public static byte[] toBytes(byte[] state, Map<Integer, byte[]> memories) {
    if (memories.isEmpty()) {
      return state;
    }
    long length = state.length;
    for (byte[] memory : memories.values()) {
      length += 2L * Integer.BYTES + memory.length;
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN).put(state);
    new TreeMap<>(memories)
        .forEach((partition, memory) -> buffer.putInt(partition).putInt(memory.length).put(memory));
    return buffer.array();
  }

  /** Throws {@code IllegalArgumentException} where {@code bytes} are not a saved state. */
  public static SavedState read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    TrainingState state = TrainingState.read(buffer);
    SortedMap<Integer, byte[]> memories = new TreeMap<>();
    try {
      while (buffer.hasRemaining()) {
        int partition = buffer.getInt();
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
          throw new IllegalArgumentException(
              "a memory of %d bytes where %d are left".formatted(length, buffer.remaining()));
        }
        byte[] memory = new byte[length];
        buffer.get(memory);
        memories.put(partition, memory);
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a saved state that was cut off", e);
    }
    return new SavedState(state, memories);
  }
}
