package io.tributary.engine.state;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.Optimizer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The value that a job's ledger folds into: parameters, optimiser state, and the grid of the next
 * step. Every replica that folds the same updates from the same start holds the same bits. Not
 * thread-safe; arrays are owned by the state and change in place.
 */
public final class TrainingState {
  private static final int MAGIC = 0x54524253;
  private static final int VERSION = 1;

  private final float[] parameters;
  private final float[][] slots;
  private final int[] exponents;
  private long step;
  private boolean evaluatedAtEnd;

  private TrainingState(float[] parameters, float[][] slots, int[] exponents) {
    this.parameters = parameters;
    this.slots = slots;
    this.exponents = exponents;
  }

  /**
   * The state before step 0.
   *
   * @param parameters taken over, not copied
   */
  public static TrainingState initial(float[] parameters, int slots) {
    int[] exponents = new int[new ChunkLayout(parameters.length).chunks()];
    Arrays.fill(exponents, Grid.LOWEST_EXPONENT);
    return new TrainingState(parameters, new float[slots][parameters.length], exponents);
  }

  /**
   * Applies one committed update.
   *
   * @throws IllegalStateException when it is not the update of {@link #step()}
   */
  public void fold(Update update, Optimizer optimizer) {
    if (update.step() != step || evaluatedAtEnd) {
      throw new IllegalStateException(
          "update of step " + update.step() + " cannot follow " + step + " committed steps");
    }
    if (!update.changesParameters()) {
      evaluatedAtEnd = true;
      return;
    }
    ChunkLayout layout = layout();
    long rows = update.summary().train().rows();
    for (int chunk = 0; chunk < layout.chunks() && rows > 0; chunk++) {
      int from = layout.offset(chunk);
      int to = from + layout.length(chunk);
      float scale = (float) (Math.scalb(1.0, update.exponents()[chunk]) / rows);
      optimizer.fold(parameters, slots, update.sums(), from, to, scale, step);
    }
    System.arraycopy(update.nextExponents(), 0, exponents, 0, exponents.length);
    step++;
  }

  public ChunkLayout layout() {
    return new ChunkLayout(parameters.length);
  }

  /** Not copied; changes with the next fold. */
  public float[] parameters() {
    return parameters;
  }

  /** Grid of the step that follows, by chunk; not copied. */
  public int[] exponents() {
    return exponents;
  }

  /** Committed steps. */
  public long step() {
    return step;
  }

  /** Whether the evaluation after the last step is included: nothing follows. */
  public boolean evaluatedAtEnd() {
    return evaluatedAtEnd;
  }

  /** The state as bytes; {@link #read(byte[])} gives an equal one. */
  public byte[] toBytes() {
    int header = 4 * Integer.BYTES + Long.BYTES + 1 + exponents.length * Integer.BYTES;
    int floats = Math.multiplyExact(parameters.length, (1 + slots.length) * Float.BYTES);
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.addExact(header, floats)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(VERSION).putInt(parameters.length).putInt(slots.length);
    buffer.putLong(step).put((byte) (evaluatedAtEnd ? 1 : 0));
    for (int exponent : exponents) {
      buffer.putInt(exponent);
    }
    buffer.asFloatBuffer().put(parameters);
    buffer.position(buffer.position() + parameters.length * Float.BYTES);
    for (float[] slot : slots) {
      buffer.asFloatBuffer().put(slot);
      buffer.position(buffer.position() + slot.length * Float.BYTES);
    }
    return buffer.array();
  }

  /**
   * Throws {@code IllegalArgumentException} where {@code bytes} are not a training state of this
   * version.
   */
  public static TrainingState read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
        throw new IllegalArgumentException("these bytes are not a training state of version 1");
      }
      int length = buffer.getInt();
      int slotCount = buffer.getInt();
      long step = buffer.getLong();
      boolean evaluatedAtEnd = buffer.get() == 1;
      long expected =
          buffer.position()
              + (long) new ChunkLayout(length).chunks() * Integer.BYTES
              + (long) length * (1 + slotCount) * Float.BYTES;
      if (expected != bytes.length) {
        throw new IllegalArgumentException(
            "a training state of %d bytes where %d are needed".formatted(bytes.length, expected));
      }
      TrainingState state = initial(new float[length], slotCount);
      buffer.asIntBuffer().get(state.exponents);
      buffer.position(buffer.position() + state.exponents.length * Integer.BYTES);
      FloatBuffer floats = buffer.asFloatBuffer();
      floats.get(state.parameters);
      for (float[] slot : state.slots) {
        floats.get(slot);
      }
      state.step = step;
      state.evaluatedAtEnd = evaluatedAtEnd;
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a training state cut off after " + bytes.length, e);
    }
  }

  /**
   * A state with these parameters and this optimiser state, at step 0: the start of a forked job.
   */
  public TrainingState restarted() {
    TrainingState copy = read(toBytes());
    copy.step = 0;
    copy.evaluatedAtEnd = false;
    return copy;
  }
}
