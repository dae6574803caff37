package io.tributary.dataset;

/**
 * One row of an uploaded file, cells counted from 0. Valid only during the call that hands it over:
 * sources use one object for all rows.
 */
interface Row {
  Place place();

  /** Whether the cell holds no value. Nothing else may be asked of such a cell. */
  boolean isMissing(int column);

  /**
   * The cell's number, rounded to the nearest; NaN where it is none, infinite where it is not
   * finite.
   */
  double number(int column);

  /**
   * Whether {@link #number} is all that the cell says. False for the texts of formats that tell
   * texts from numbers, and for whole numbers that a 64-bit floating point number does not hold
   * (most beyond 2^53), which are identifiers more often than quantities.
   */
  boolean isFaithful(int column);

  /** The cell as text. */
  String text(int column);

  /** Unsigned bytes of a vector column, as many as the column is wide. The caller may keep them. */
  byte[] bytes(int column);

  /**
   * The cell of a sparse column; valid as long as the row. Formats without such columns have none.
   */
  default SparseCell sparse(int column) {
    throw new UnsupportedOperationException("column %d is not sparse".formatted(column));
  }

  /** The row as its file has it, as far as that can be shown: the first {@code most} characters. */
  String beginning(int most);
}
