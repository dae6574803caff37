package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.Examples;

/** Rows, or their squares, side by side in a matrix. */
final class MatrixBlock implements InputBlock {
  private final int width;
  private final int blockRows;
  private final boolean squared;
  private final float[] squares;
  private final Floats inputs;

  MatrixBlock(int width, int blockRows, boolean squared, MatrixMemory memory) {
    this.width = width;
    this.blockRows = blockRows;
    this.squared = squared;
    this.squares = new float[squared ? width : 0];
    this.inputs = memory.allocate((long) width * blockRows);
  }

  @Override
  public void gather(Examples examples, int[] order, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      put(row, examples.features(), order[from + row]);
    }
  }

  @Override
  public void gather(Examples examples, int from, int rows) {
    if (squared) {
      for (int row = 0; row < rows; row++) {
        put(row, examples.features(), from + row);
      }
    } else {
      inputs.put(0, examples.features(), from * width, rows * width);
    }
  }

  private void put(int at, float[] features, int row) {
    if (squared) {
      for (int i = 0; i < width; i++) {
        float x = features[row * width + i];
        squares[i] = x * x;
      }
      inputs.put(at * width, squares, 0, width);
    } else {
      inputs.put(at * width, features, row * width, width);
    }
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
