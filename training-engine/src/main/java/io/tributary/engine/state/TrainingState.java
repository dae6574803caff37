package io.tributary.engine.state;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.StrategyDefinition;
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
  private static final int VERSION = 2;

  private final float[] parameters;
  private final float[][] slots;

  /** The parameters of step s at s modulo the staleness, for the last so many steps. */
  private final float[][] earlier;

  /** By step modulo (staleness + 1): the grids of the steps that may be computed now. */
  private final int[][] exponents;

  private final float[] gradient;
  private long step;
  private boolean evaluatedAtEnd;

  private TrainingState(float[] parameters, int slots, int staleness) {
    this.parameters = parameters;
    this.slots = new float[slots][parameters.length];
    this.earlier = new float[staleness][parameters.length];
    this.exponents = new int[staleness + 1][layout().chunks()];
    this.gradient = new float[parameters.length];
  }

  /**
   * The state before step 0.
   *
   * @param parameters taken over, not copied
   */
  public static TrainingState initial(float[] parameters, int slots, StrategyDefinition strategy) {
    TrainingState state = new TrainingState(parameters, slots, strategy.staleness());
    for (int[] grid : state.exponents) {
      Arrays.fill(grid, Grid.LOWEST_EXPONENT);
    }
    return state;
  }

  /**
   * Applies one committed update.
   *
   * @throws IllegalStateException when it is not the update of {@link #step()}
   */
  public void fold(Update update, UpdateRule rule, StrategyDefinition strategy) {
    if (update.step() != step || evaluatedAtEnd) {
      throw new IllegalStateException(
          "update of step " + update.step() + " cannot follow " + step + " committed steps");
    }
    if (!update.changesParameters()) {
      evaluatedAtEnd = true;
      return;
    }
    long rows = update.summary().train().rows();
    if (rows > 0) {
      mean(update, rows);
      if (strategy instanceof StrategyDefinition.Pipelined pipelined) {
        compensate(parametersAt(Math.max(0, step - staleness())), pipelined.compensation());
      }
    }
    if (staleness() > 0) {
      // The oldest parameters were read just now: theirs is the place of today's.
      System.arraycopy(parameters, 0, earlier[place(step)], 0, parameters.length);
    }
    if (rows > 0) {
      rule.apply(parameters, slots, gradient, step);
    }
    int[] used = exponentsOf(step);
    System.arraycopy(update.nextExponents(), 0, used, 0, used.length);
    step++;
  }

  private void mean(Update update, long rows) {
    ChunkLayout layout = layout();
    int[] sums = update.sums();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      float scale = (float) (Math.scalb(1.0, update.exponents()[chunk]) / rows);
      int to = layout.offset(chunk) + layout.length(chunk);
      for (int i = layout.offset(chunk); i < to; i++) {
        gradient[i] = sums[i] * scale;
      }
    }
  }

  private void compensate(float[] base, float lambda) {
    if (lambda == 0) {
      return;
    }
    for (int i = 0; i < gradient.length; i++) {
      float moved = parameters[i] - base[i];
      gradient[i] += lambda * (gradient[i] * gradient[i]) * moved;
    }
  }

  private int staleness() {
    return earlier.length;
  }

  private int place(long ofStep) {
    return (int) (ofStep % earlier.length);
  }

  public ChunkLayout layout() {
    return new ChunkLayout(parameters.length);
  }

  /** Not copied; changes with the next fold. */
  public float[] parameters() {
    return parameters;
  }

  /**
   * The parameters as they were after {@code steps} committed steps, at most the staleness ago; not
   * copied, valid until the next fold.
   */
  public float[] parametersAt(long steps) {
    if (steps > step || steps < step - staleness()) {
      throw new IllegalArgumentException("parameters of step " + steps + " at step " + step);
    }
    return steps == step ? parameters : earlier[place(steps)];
  }

  /**
   * Grid of {@code ofStep} by chunk: of the step that follows, or one of the staleness next ones;
   * not copied.
   */
  public int[] exponentsOf(long ofStep) {
    return exponents[(int) (ofStep % exponents.length)];
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
    int grids = exponents.length * exponents[0].length;
    int vectors = 1 + slots.length + earlier.length;
    int header = 5 * Integer.BYTES + Long.BYTES + 1 + grids * Integer.BYTES;
    int floats = Math.multiplyExact(parameters.length, vectors * Float.BYTES);
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.addExact(header, floats)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(VERSION).putInt(parameters.length).putInt(slots.length);
    buffer.putInt(staleness()).putLong(step).put((byte) (evaluatedAtEnd ? 1 : 0));
    for (int[] grid : exponents) {
      for (int exponent : grid) {
        buffer.putInt(exponent);
      }
    }
    put(buffer, parameters);
    for (float[] slot : slots) {
      put(buffer, slot);
    }
    for (float[] old : earlier) {
      put(buffer, old);
    }
    return buffer.array();
  }

  private static void put(ByteBuffer buffer, float[] values) {
    buffer.asFloatBuffer().put(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
  }

  /**
   * Throws {@code IllegalArgumentException} where {@code bytes} are not a training state of this
   * version or the one before, which knew no staleness.
   */
  public static TrainingState read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int magic = buffer.getInt();
      int version = buffer.getInt();
      if (magic != MAGIC || version < 1 || version > VERSION) {
        throw new IllegalArgumentException(
            "these bytes are not a training state of version " + VERSION);
      }
      int length = buffer.getInt();
      int slotCount = buffer.getInt();
      int staleness = version == 1 ? 0 : buffer.getInt();
      long step = buffer.getLong();
      boolean evaluatedAtEnd = buffer.get() == 1;
      long expected =
          buffer.position()
              + (long) new ChunkLayout(length).chunks() * (1 + staleness) * Integer.BYTES
              + (long) length * (1 + slotCount + staleness) * Float.BYTES;
      if (expected != bytes.length) {
        throw new IllegalArgumentException(
            "a training state of %d bytes where %d are needed".formatted(bytes.length, expected));
      }
      TrainingState state = new TrainingState(new float[length], slotCount, staleness);
      for (int[] grid : state.exponents) {
        buffer.asIntBuffer().get(grid);
        buffer.position(buffer.position() + grid.length * Integer.BYTES);
      }
      FloatBuffer floats = buffer.asFloatBuffer();
      floats.get(state.parameters);
      for (float[] slot : state.slots) {
        floats.get(slot);
      }
      for (float[] old : state.earlier) {
        floats.get(old);
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
   *
   * @param strategy of the forked job
   */
  public TrainingState restarted(StrategyDefinition strategy) {
    TrainingState copy = new TrainingState(parameters.clone(), slots.length, strategy.staleness());
    for (int slot = 0; slot < slots.length; slot++) {
      System.arraycopy(slots[slot], 0, copy.slots[slot], 0, parameters.length);
    }
    int[] grid = exponentsOf(step);
    for (int[] next : copy.exponents) {
      System.arraycopy(grid, 0, next, 0, grid.length);
    }
    return copy;
  }
}
