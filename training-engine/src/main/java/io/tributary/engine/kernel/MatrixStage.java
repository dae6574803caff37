package io.tributary.engine.kernel;

/**
 * A layer whose inputs are a matrix. All matrices are column-major with one column per row of data;
 * products run where the matrices lie.
 */
final class MatrixStage extends LayerStage {
  private final Floats.Matrix weights;
  private final Floats.Matrix weightGradients;
  private final Floats.Matrix below;
  private final Floats.Matrix activationsMatrix;
  private final Floats.Matrix differencesMatrix;

  /**
   * @param weights of the layer; {@code weightGradients} likewise; owned by the caller
   * @param below the layer's inputs, shape [inputs, rows]; owned by the caller
   */
  MatrixStage(
      DenseLayer layer,
      int blockRows,
      MatrixMemory memory,
      Floats.Matrix weights,
      Floats.Matrix weightGradients,
      Floats below) {
    super(layer, blockRows, memory);
    this.weights = weights;
    this.weightGradients = weightGradients;
    this.below = below.from(0);
    this.activationsMatrix = activations().from(0);
    this.differencesMatrix = differences().from(0);
  }

  @Override
  void products(int rows) {
    activationsMatrix.product(
        false, false, layer().outputs(), rows, layer().inputs(), weights, below, 0);
    activations().get(0, values(), rows * layer().outputs());
  }

  @Override
  void differentiateWeights(int rows, boolean first) {
    differences().put(0, values(), 0, rows * layer().outputs());
    weightGradients.product(
        false,
        true,
        layer().outputs(),
        layer().inputs(),
        rows,
        differencesMatrix,
        below,
        first ? 0 : 1);
  }

  /** Makes {@code lower.values()} the gradient with respect to what this layer reads of it. */
  void propagate(LayerStage lower, int rows) {
    propagate(lower.differences(), lower.values(), rows);
  }

  /**
   * Makes {@code values} the gradient with respect to what this layer reads.
   *
   * @param space overwritten too; may be what this layer reads, which is then lost
   */
  void propagate(Floats space, float[] values, int rows) {
    space
        .from(0)
        .product(
            true, false, layer().inputs(), rows, layer().outputs(), weights, differencesMatrix, 0);
    space.get(0, values, rows * layer().inputs());
  }
}
