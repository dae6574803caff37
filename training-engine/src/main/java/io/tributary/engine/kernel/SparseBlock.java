package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.InputRows;

/**
 * Rows, or their squares, of which only what is not zero is looked at: a block refers to them where
 * they lie.
 */
final class SparseBlock implements InputBlock {
  private static final InputRows.Sparse NONE =
      new InputRows.Sparse(0, new int[1], new int[0], new float[0]);

  private final int[] gathered;
  private final boolean squared;
  private InputRows.Sparse given = NONE;
  private InputRows.Sparse rows = NONE;

  SparseBlock(int blockRows, boolean squared) {
    this.squared = squared;
    gathered = new int[blockRows];
  }

  @Override
  public void gather(Examples examples, int[] order, int from, int count) {
    look(sparse(examples));
    System.arraycopy(order, from, gathered, 0, count);
  }

  @Override
  public void gather(Examples examples, int from, int count) {
    look(sparse(examples));
    for (int row = 0; row < count; row++) {
      gathered[row] = from + row;
    }
  }

  /** Squares are kept for as long as the same rows come: a partition's, batch after batch. */
  private void look(InputRows.Sparse next) {
    if (next != given) {
      given = next;
      rows = squared ? squares(next) : next;
    }
  }

  private static InputRows.Sparse squares(InputRows.Sparse of) {
    float[] values = of.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= values[i];
    }
    return new InputRows.Sparse(of.inputs(), of.offsets(), of.places(), values);
  }

  private static InputRows.Sparse sparse(Examples examples) {
    return switch (examples.inputRows()) {
      case InputRows.Sparse sparse -> sparse;
      case InputRows.Dense dense ->
          throw new IllegalArgumentException(
              "%d dense rows for a model of sparse ones".formatted(dense.rows()));
    };
  }

  /** The rows, or squares of rows, that the block's are among. */
  InputRows.Sparse rows() {
    return rows;
  }

  /** Which of {@link #rows} is at place {@code at} of the block. */
  int row(int at) {
    return gathered[at];
  }

  @Override
  public LayerStage stage(
      DenseLayer layer, MatrixMemory memory, Floats parameters, Floats gradients) {
    return new SparseStage(layer, gathered.length, memory, this);
  }

  @Override
  public int skipped(DenseLayer layer) {
    return layer.end();
  }

  @Override
  public void close() {}
}
