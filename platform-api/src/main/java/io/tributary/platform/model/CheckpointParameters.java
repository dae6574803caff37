package io.tributary.platform.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The parameters in a checkpoint's state. The layout, little-endian: magic, version, number of
 * parameters, number of optimiser slots (int32 each), step (int64), one flag byte, one int32 per
 * chunk, then the parameters and each slot as float32.
 */
final class CheckpointParameters {
  private static final int MAGIC = 0x54524253;
  private static final int VERSION = 1;

  private CheckpointParameters() {}

  /** Throws {@code IllegalArgumentException} where {@code state} is not a state of version 1. */
  static float[] of(byte[] state) {
    ByteBuffer buffer = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
        throw new IllegalArgumentException("these bytes are not a training state of version 1");
      }
      int count = buffer.getInt();
      int slots = buffer.getInt();
      long floatBytes = (long) count * (1 + slots) * Float.BYTES;
      buffer.position(Math.toIntExact(state.length - floatBytes));
      float[] parameters = new float[count];
      buffer.asFloatBuffer().get(parameters);
      return parameters;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a training state of %d bytes cannot be read".formatted(state.length), e);
    }
  }
}
