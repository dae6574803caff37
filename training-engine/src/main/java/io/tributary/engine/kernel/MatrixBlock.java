package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.Examples;

/** Rows side by side in a matrix. */
final class MatrixBlock implements InputBlock {
  private final int width;
  private final int blockRows;
  private final Floats inputs;

  MatrixBlock(int width, int blockRows, MatrixMemory memory) {
    this.width = width;
    this.blockRows = blockRows;
    this.inputs = memory.allocate((long) width * blockRows);
  }

  @Override
  public void gather(Examples examples, int[] order, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      inputs.put(row * width, examples.features(), order[from + row] * width, width);
    }
  }

  @Override
  public void gather(Examples examples, int from, int rows) {
    inputs.put(0, examples.features(), from * width, rows * width);
  }

  @Override
  public LayerStage stage(
      DenseLayer layer, MatrixMemory memory, Floats parameters, Floats gradients) {
    return new MatrixStage(
        layer,
        blockRows,
        memory,
        parameters.from(layer.weightsAt()),
        gradients.from(layer.weightsAt()),
        inputs);
  }

  @Override
  public int skipped(DenseLayer layer) {
    return 0;
  }

  @Override
  public void close() {
    inputs.close();
  }
}
