package io.tributary.engine.preprocessing;

import java.util.stream.IntStream;

/**
 * Rows ready for a model.
 *
 * @param inputRows owned by this record
 * @param targets shape [rows]: class index (as float) or standardised number; NaN in rows without a
 *     label
 * @param weights shape [rows]: factor of each row's loss, at least 0; empty where all are 1
 */
public record Examples(InputRows inputRows, float[] targets, float[] weights) {
  private static final float[] ALIKE = {};

  /** Rows that all count alike. */
  public Examples(InputRows inputRows, float[] targets) {
    this(inputRows, targets, ALIKE);
  }

  /**
   * Dense rows that all count alike.
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

  /** The rows that have a label; all of them where these are all. */
  public Examples labelled() {
    int[] positions =
        IntStream.range(0, targets.length).filter(row -> !Float.isNaN(targets[row])).toArray();
    if (positions.length == targets.length) {
      return this;
    }
    return new Examples(
        inputRows.pick(positions),
        picked(targets, positions),
        weights.length == 0 ? weights : picked(weights, positions));
  }

  private static float[] picked(float[] values, int[] positions) {
    float[] picked = new float[positions.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
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

  /** Factor of the loss of {@code row}. */
  public float weight(int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /** Multiplies {@code values[at .. at + count)} by the weight of {@code row}. */
  public void weigh(int row, float[] values, int at, int count) {
    if (weights.length > 0) {
      for (int i = at; i < at + count; i++) {
        values[i] *= weights[row];
      }
    }
  }
}
