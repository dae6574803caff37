package io.tributary.engine.preprocessing;

/**
 * Rows ready for a model.
 *
 * @param inputRows owned by this record
 * @param targets shape [rows]: class index (as float) or standardised number
 */
public record Examples(InputRows inputRows, float[] targets) {

  /**
   * Dense rows.
   *
   * @param features shape [rows, inputs], row-major, float32; owned by this record
   */
  public Examples(int rows, int inputs, float[] features, float[] targets) {
    this(new InputRows.Dense(rows, inputs, features), targets);
  }

  public int rows() {
    return inputRows.rows();
  }

  public int inputs() {
    return inputRows.inputs();
  }

  /**
   * Shape [rows, inputs], row-major; throws {@code IllegalStateException} where the rows are
   * sparse.
   */
  public float[] features() {
    return switch (inputRows) {
      case InputRows.Dense dense -> dense.values();
      case InputRows.Sparse sparse ->
          throw new IllegalStateException(
              "%d sparse rows of %d inputs as a matrix".formatted(rows(), inputs()));
    };
  }
}
