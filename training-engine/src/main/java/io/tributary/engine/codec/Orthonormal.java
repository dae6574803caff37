package io.tributary.engine.codec;

import io.tributary.engine.plan.CounterHash;
import java.util.Arrays;

/** Orthonormal columns, in plain Java and a fixed order: the same bits on every machine. */
final class Orthonormal {
  /** What is left of a column that depends on those before it is rounding noise. */
  private static final double DEPENDENT = 1e-6;

  private Orthonormal() {}

  /**
   * Modified Gram-Schmidt in place. A column that depends on those before it is replaced by random
   * numbers, so that the columns always span their full number of directions.
   *
   * @param values holds {@code columns} columns of {@code rows} values each from {@code at} on; at
   *     most as many columns as rows
   * @param key of the random numbers
   */
  static void columns(float[] values, int at, int rows, int columns, long key) {
    for (int column = 0; column < columns; column++) {
      int start = at + column * rows;
      double before = norm(values, start, rows);
      double after = orthogonal(values, at, start, rows);
      for (int attempt = 0; !(after > DEPENDENT * before && after > 0); attempt++) {
        randomize(values, start, rows, CounterHash.key(key, ((long) column << 8) + attempt));
        before = norm(values, start, rows);
        after = orthogonal(values, at, start, rows);
      }
      for (int i = start; i < start + rows; i++) {
        values[i] = (float) (values[i] / after);
      }
    }
  }

  /** Random orthonormal columns. */
  static void randomColumns(float[] values, int at, int rows, int columns, long key) {
    Arrays.fill(values, at, at + rows * columns, 0f);
    columns(values, at, rows, columns, key);
  }

  /** Takes the directions of the columns before {@code start} away; the norm of what is left. */
  private static double orthogonal(float[] values, int at, int start, int rows) {
    for (int other = at; other < start; other += rows) {
      double product = 0;
      for (int i = 0; i < rows; i++) {
        product += (double) values[other + i] * values[start + i];
      }
      for (int i = 0; i < rows; i++) {
        values[start + i] -= (float) (product * values[other + i]);
      }
    }
    return norm(values, start, rows);
  }

  private static double norm(float[] values, int start, int rows) {
    double squares = 0;
    for (int i = start; i < start + rows; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }

  private static void randomize(float[] values, int start, int rows, long key) {
    for (int i = 0; i < rows; i++) {
      values[start + i] = (float) ((CounterHash.bits(key, i) >>> 11) * 0x1p-52 - 1);
    }
  }
}
