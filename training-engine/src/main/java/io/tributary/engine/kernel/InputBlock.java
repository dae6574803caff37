package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.InputRows;

/** The rows that a first layer is at work on. Not thread-safe. */
sealed interface InputBlock extends AutoCloseable permits MatrixBlock, SparseBlock {

  /**
   * Makes rows {@code order[from .. from + rows)} the block's. Throws {@code
   * IllegalArgumentException} where they are sparse and the block is a matrix, or the reverse.
   */
  void gather(Examples examples, int[] order, int from, int rows);

  /** Makes {@code rows} rows from {@code from} on the block's. */
  void gather(Examples examples, int from, int rows);

  /**
   * A layer above the block.
   *
   * @param parameters of the layers that are computed where {@code memory} is, of the kernel's
   *     length less {@link #skipped}; {@code gradients} likewise
   */
  LayerStage stage(DenseLayer layer, MatrixMemory memory, Floats parameters, Floats gradients);

  /**
   * How many parameters, from the first on, the layer above the block keeps to itself: they need no
   * place where products of matrices are computed.
   */
  int skipped(DenseLayer layer);

  @Override
  void close();

  /**
   * @param sparse whether rows are {@link InputRows.Sparse}
   */
  static InputBlock of(boolean sparse, int inputs, int blockRows, MatrixMemory memory) {
    return sparse
        ? new SparseBlock(blockRows, false)
        : new MatrixBlock(inputs, blockRows, false, memory);
  }

  /** The same of rows whose inputs are squared. */
  static InputBlock squares(boolean sparse, int inputs, int blockRows, MatrixMemory memory) {
    return sparse
        ? new SparseBlock(blockRows, true)
        : new MatrixBlock(inputs, blockRows, true, memory);
  }
}
