package io.tributary.engine.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one partition remembers between two steps. It belongs to the partition, not to the agent
 * that owns it: whoever replays the partition's steps from a checkpoint has the same bits. Arrays
 * are owned by the memory and change in place. Not thread-safe.
 *
 * @param vectors of one length: the parameter vector's, or that of the part of it which a partition
 *     with columns has; what they mean is the codec's, or the optimiser's
 * @param numbers single numbers, as the codec needs them
 */
@SuppressWarnings("ArrayRecordComponent") // large, changed in place, never compared
public record PartitionMemory(float[][] vectors, float[] numbers) {

  /** How much a codec remembers. */
  public record Shape(int vectors, int numbers) {
    public static final Shape NONE = new Shape(0, 0);
  }

  /** A memory of nothing: all zeros. */
  public static PartitionMemory empty(Shape shape, int parameters) {
    return new PartitionMemory(new float[shape.vectors()][parameters], new float[shape.numbers()]);
  }

  /** Bytes of {@link #toBytes()}. */
  public int byteCount() {
    int floats = numbers.length;
    for (float[] vector : vectors) {
      floats = Math.addExact(floats, vector.length);
    }
    return Math.multiplyExact(floats, Float.BYTES);
  }

  /** Vector by vector, then the numbers; little-endian. */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(byteCount()).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      buffer.asFloatBuffer().put(vector);
      buffer.position(buffer.position() + vector.length * Float.BYTES);
    }
    buffer.asFloatBuffer().put(numbers);
    return buffer.array();
  }

  /** Takes over what {@link #toBytes()} of a memory of the same shape gave. */
  public void read(byte[] bytes) {
    if (bytes.length != byteCount()) {
      throw new IllegalArgumentException(
          "a partition's memory of %d bytes where %d are needed"
              .formatted(bytes.length, byteCount()));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      buffer.asFloatBuffer().get(vector);
      buffer.position(buffer.position() + vector.length * Float.BYTES);
    }
    buffer.asFloatBuffer().get(numbers);
  }
}
