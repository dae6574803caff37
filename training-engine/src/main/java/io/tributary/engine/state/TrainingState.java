package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.TrainingPlan;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value that a job's ledger folds into: parameters, optimiser state, and the grid of the next
 * step. Every replica that folds the same updates from the same start holds the same bits. Not
 * thread-safe; arrays are owned by the state and change in place.
 */
public final class TrainingState {
  private static final int MAGIC = 0x54524253;
  private static final int VERSION = 8;
  private static final int HEADER_BYTES = 10 * Integer.BYTES + 2 * Long.BYTES + 2;

  private final float[] parameters;
  private final float[][] slots;
  private final float[][] shared;
  private final ChunkLayout layout;

  /**
   * The parameters of step s at s modulo (staleness + 1), for the last so many steps; none where
   * only the newest are needed.
   */
  private final float[][] earlier;

  /** By step modulo their number: the grids of the steps that may be computed now, or of phases. */
  private final int[][] exponents;

  /** Numbers of the levels of the same steps, where the ledger chooses them. */
  private final byte[] levels;

  private final long[] clocks;
  private final int staleness;
  private final boolean keepsBest;
  private final BestParameters best;
  private final RowLedger rowLedger;
  private Generation generation = Generation.NONE;
  private final int phases;
  private long step;
  private boolean evaluatedAtEnd;

  private TrainingState(float[] parameters, StateShape shape) {
    this.parameters = parameters;
    this.layout = new ChunkLayout(shape.values());
    this.staleness = shape.staleness();
    this.phases = shape.phases();
    this.clocks = new long[shape.clocks()];
    this.levels = new byte[shape.levels()];
    this.slots = new float[shape.slots()][parameters.length];
    this.shared = new float[shape.shared()][shape.values()];
    this.earlier = new float[staleness == 0 ? 0 : staleness + 1][parameters.length];
    this.exponents = new int[shape.grids()][layout.chunks()];
    this.best = new BestParameters(shape.keepsBest() ? parameters.length : 0);
    this.keepsBest = shape.keepsBest();
    this.rowLedger = new RowLedger(Math.max(1, shape.clocks()));
  }

  /**
   * The state before step 0.
   *
   * @param parameters taken over, not copied
   */
  public static TrainingState initial(float[] parameters, TrainingPlan plan) {
    TrainingState state = new TrainingState(parameters, StateShape.of(plan));
    GradientDecoder.of(plan).start(state.shared);
    for (int[] grid : state.exponents) {
      Arrays.fill(grid, Grid.LOWEST_EXPONENT);
    }
    if (plan.compression() instanceof CompressionDefinition.Adaptive adaptive) {
      Arrays.fill(state.levels, (byte) adaptive.levels().getFirst().number());
    }
    return state;
  }

  /**
   * Applies one committed update.
   *
   * @throws IllegalStateException when it is not the update of {@link #step()}
   */
  void fold(Update update, StepFold fold) {
    if (update.step() != step || evaluatedAtEnd) {
      throw new IllegalStateException(
          "update of step " + update.step() + " cannot follow " + step + " committed steps");
    }
    if (!update.changesParameters()) {
      evaluatedAtEnd = true;
      return;
    }
    if (staleness > 0) {
      System.arraycopy(parameters, 0, earlier[place(step)], 0, parameters.length);
    }
    fold.fold(update, this);
    int[] used = exponentsOf(step);
    System.arraycopy(update.nextExponents(), 0, used, 0, update.nextExponents().length);
    follow(update.summary().choice());
    step++;
    Origin origin = update.summary().origin();
    if (origin != null) {
      clocks[origin.partition()]++;
    }
  }

  /** A level that is chosen in the update of a step holds from the staleness + 1 later on. */
  private void follow(@Nullable LevelChoice choice) {
    if (levels.length > 0) {
      CompressionLevel next = choice == null ? newestLevel() : choice.level();
      levels[(int) (step % levels.length)] = (byte) next.number();
    }
  }

  private int place(long ofStep) {
    return (int) (ofStep % earlier.length);
  }

  /** Of what an update carries. */
  public ChunkLayout layout() {
    return layout;
  }

  /** Not copied; changes with the next fold. */
  public float[] parameters() {
    return parameters;
  }

  /** Of the optimiser; not copied, changes with the next fold. */
  public float[][] slots() {
    return slots;
  }

  /** Of codec and decoder; not copied, changes with the next fold. */
  public float[][] shared() {
    return shared;
  }

  /**
   * The parameters as they were after {@code steps} committed steps, at most the staleness ago; not
   * copied, valid until the next fold.
   */
  public float[] parametersAt(long steps) {
    if (steps > step || steps < step - staleness) {
      throw new IllegalArgumentException("parameters of step " + steps + " at step " + step);
    }
    return steps == step ? parameters : earlier[place(steps)];
  }

  /**
   * Grid of {@code ofStep} by chunk: of the step that follows, or one of the staleness next ones;
   * it comes from the last step of the same phase; not copied.
   */
  public int[] exponentsOf(long ofStep) {
    return exponents[(int) (ofStep % exponents.length)];
  }

  /**
   * Level of {@code ofStep}: of the step that follows, or one of the staleness next ones; the
   * finest of all where no ledger chooses.
   */
  public CompressionLevel levelOf(long ofStep) {
    return levels.length == 0
        ? CompressionLevel.NONE
        : CompressionLevel.ofNumber(levels[(int) (ofStep % levels.length)]).orElseThrow();
  }

  /** The level that was chosen last, of all steps from the staleness later on. */
  public CompressionLevel newestLevel() {
    return levelOf(step + staleness);
  }

  /** Newest generation in the records that are included: older ones are void from here on. */
  Generation generation() {
    return generation;
  }

  void follow(Generation newest) {
    generation = newest;
  }

  /** Of early stopping; changes with the next fold. */
  public BestParameters best() {
    return best;
  }

  /**
   * Keeps the best, before the update of {@link #step()} is folded; true when the patience is over.
   */
  boolean isPatienceOver(EarlyStopping stopping, double metric, long base) {
    if (stopping.isBetter(metric, best.metric())) {
      best.better(metric, base, parametersAt(base));
      return false;
    }
    return best.worse() >= stopping.patience();
  }

  /** Goes back to the best parameters; all that is left is their evaluation. */
  void stop() {
    best.stop(parameters);
  }

  /** Whether {@code ofStep} only evaluates, because nothing follows. */
  public boolean isEnd(long ofStep, TrainingPlan plan) {
    return best.stopped() ? ofStep == step : ofStep == plan.totalSteps();
  }

  /** Committed steps whose parameters {@code ofStep} is computed at. */
  public long baseOf(long ofStep, TrainingPlan plan) {
    return isEnd(ofStep, plan) ? ofStep : plan.baseOf(ofStep);
  }

  /**
   * Whether the holdout is evaluated with {@code ofStep}, at the parameters of its base; or beside
   * it, where each partition's batch is a step of its own.
   */
  public boolean evaluatesAt(long ofStep, TrainingPlan plan) {
    return isEnd(ofStep, plan) || plan.evaluatesAt(ofStep);
  }

  /** Rows that the committed steps have used; changes with the next fold. */
  public RowLedger rowLedger() {
    return rowLedger;
  }

  /** Batches of {@code partition} that are committed, where each is a step of its own. */
  public long clock(int partition) {
    return clocks[partition];
  }

  /** The clock of the slowest partition. */
  public long slowestClock() {
    return Arrays.stream(clocks).min().orElseThrow();
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
    StateShape shape = shape();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(byteCount(parameters.length, shape)))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(VERSION).putInt(parameters.length).putInt(shape.slots());
    buffer.putInt(shape.values()).putInt(shape.shared()).putInt(shape.staleness());
    buffer.put((byte) (keepsBest ? 1 : 0)).putInt(shape.phases());
    buffer.putInt(shape.clocks()).putInt(shape.levels());
    buffer.putLong(generation.value());
    buffer.putLong(step).put((byte) (evaluatedAtEnd ? 1 : 0));
    for (int[] grid : exponents) {
      for (int exponent : grid) {
        buffer.putInt(exponent);
      }
    }
    for (long clock : clocks) {
      buffer.putLong(clock);
    }
    buffer.put(levels);
    rowLedger.write(buffer);
    vectors().forEach(vector -> put(buffer, vector));
    if (keepsBest) {
      best.write(buffer);
    }
    return buffer.array();
  }

  private StateShape shape() {
    return new StateShape(
        slots.length,
        layout.length(),
        shared.length,
        staleness,
        keepsBest,
        phases,
        clocks.length,
        levels.length);
  }

  private List<float[]> vectors() {
    List<float[]> vectors = new ArrayList<>(List.of(parameters));
    vectors.addAll(List.of(slots));
    vectors.addAll(List.of(shared));
    vectors.addAll(List.of(earlier));
    return vectors;
  }

  /** Bytes that a state takes. */
  static long byteCount(long parameters, StateShape shape) {
    long earlier = shape.staleness() == 0 ? 0 : shape.staleness() + 1;
    long grids = (long) new ChunkLayout(shape.values()).chunks() * shape.grids();
    return HEADER_BYTES
        + grids * Integer.BYTES
        + (long) shape.clocks() * Long.BYTES
        + shape.levels()
        + RowLedger.byteCount(Math.max(1, shape.clocks()))
        + parameters * (1 + shape.slots() + earlier) * Float.BYTES
        + (long) shape.values() * shape.shared() * Float.BYTES
        + (shape.keepsBest() ? BestParameters.HEADER_BYTES + parameters * Float.BYTES : 0);
  }

  private static void put(ByteBuffer buffer, float[] values) {
    buffer.asFloatBuffer().put(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
  }

  /**
   * Throws {@code IllegalArgumentException} where {@code bytes} are not a training state of this
   * version.
   */
  public static TrainingState read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    TrainingState state = read(buffer);
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(
          "a training state with %d bytes too many".formatted(buffer.remaining()));
    }
    return state;
  }

  /** Reads from the buffer's position on, which is moved behind the state. */
  static TrainingState read(ByteBuffer buffer) {
    try {
      if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
        throw new IllegalArgumentException(
            "these bytes are not a training state of version " + VERSION);
      }
      int length = buffer.getInt();
      StateShape shape =
          new StateShape(
              buffer.getInt(),
              buffer.getInt(),
              buffer.getInt(),
              buffer.getInt(),
              buffer.get() == 1,
              buffer.getInt(),
              buffer.getInt(),
              buffer.getInt());
      Generation generation = new Generation(buffer.getLong());
      long step = buffer.getLong();
      boolean evaluatedAtEnd = buffer.get() == 1;
      long left = byteCount(length, shape) - HEADER_BYTES;
      if (left > buffer.remaining()) {
        throw new IllegalArgumentException(
            "a training state with %d bytes where %d are needed"
                .formatted(buffer.remaining(), left));
      }
      TrainingState state = new TrainingState(new float[length], shape);
      for (int[] grid : state.exponents) {
        buffer.asIntBuffer().get(grid);
        buffer.position(buffer.position() + grid.length * Integer.BYTES);
      }
      for (int partition = 0; partition < state.clocks.length; partition++) {
        state.clocks[partition] = buffer.getLong();
      }
      state.readLevels(buffer);
      state.rowLedger.read(buffer);
      for (float[] vector : state.vectors()) {
        buffer.asFloatBuffer().get(vector);
        buffer.position(buffer.position() + vector.length * Float.BYTES);
      }
      if (shape.keepsBest()) {
        state.best.read(buffer);
      }
      state.generation = generation;
      state.step = step;
      state.evaluatedAtEnd = evaluatedAtEnd;
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a training state that was cut off", e);
    }
  }

  private void readLevels(ByteBuffer buffer) {
    buffer.get(levels);
    for (byte number : levels) {
      if (CompressionLevel.ofNumber(number).isEmpty()) {
        throw new IllegalArgumentException("a training state with the level " + number);
      }
    }
  }

  /**
   * A state with these parameters and this optimiser state, at step 0: the start of a forked job.
   * What codecs share and remember begins afresh.
   *
   * @param plan of the forked job
   */
  public TrainingState restarted(TrainingPlan plan) {
    TrainingState copy = initial(parameters.clone(), plan);
    for (int slot = 0; slot < Math.min(slots.length, copy.slots.length); slot++) {
      System.arraycopy(slots[slot], 0, copy.slots[slot], 0, parameters.length);
    }
    int[] grid = exponentsOf(step);
    for (int[] next : copy.exponents) {
      if (next.length == grid.length) {
        System.arraycopy(grid, 0, next, 0, grid.length);
      }
    }
    return copy;
  }
}
