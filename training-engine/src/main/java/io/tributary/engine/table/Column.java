package io.tributary.engine.table;

import java.util.List;

/**
 * One column of a table. Arrays are owned by the column; nobody changes them after construction.
 */
public sealed interface Column {
  String name();

  int rows();

  /**
   * Numbers, stored as given (float64). A missing value is NaN; a stored table holds no other NaN
   * and no infinity.
   */
  record Numeric(String name, double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /**
   * Texts from a small set, or free text.
   *
   * @param codes index into {@code dictionary} per row; -1 where missing
   */
  record Categorical(String name, int[] codes, List<String> dictionary) implements Column {
    public Categorical {
      dictionary = List.copyOf(dictionary);
      for (int row = 0; row < codes.length; row++) {
        if (codes[row] < -1 || codes[row] >= dictionary.size()) {
          throw new IllegalArgumentException(
              "column %s, row %d: code %d, but the dictionary has %d texts"
                  .formatted(name, row, codes[row], dictionary.size()));
        }
      }
    }

    @Override
    public int rows() {
      return codes.length;
    }
  }

  /**
   * Times.
   *
   * @param pattern how the user's file writes them
   * @param micros microseconds from 1970-01-01T00:00Z; {@link TimePattern#NONE} where missing
   */
  record Instants(String name, TimePattern pattern, long[] micros) implements Column {
    @Override
    public int rows() {
      return micros.length;
    }
  }

  /** Unsigned bytes, {@code width} per row, row-major: images from IDX files. */
  record Bytes(String name, int width, byte[] values) implements Column {
    public Bytes {
      if (width < 1 || values.length % width != 0) {
        throw new IllegalArgumentException(
            "column %s: %d bytes are no rows of width %d".formatted(name, values.length, width));
      }
    }

    @Override
    public int rows() {
      return values.length / width;
    }
  }

  /**
   * Rows of which most numbers are zero: only the others are held (compressed sparse rows). They
   * keep the indices that the user's file has; a number that is zero may be held too, and comes
   * back.
   *
   * @param first the lowest index that a row may have: 1 in a file that counts from 1, else 0
   * @param width number of indices: a row's are {@code first} to {@code first + width - 1}
   * @param offsets where each row begins in the arrays below, then where the last one ends; of
   *     length rows + 1, from 0
   * @param indices strictly ascending within a row
   * @param values finite, aligned with {@code indices}
   */
  record Sparse(String name, int first, int width, int[] offsets, int[] indices, double[] values)
      implements Column {
    public Sparse {
      if (first < 0
          || width < 1
          || offsets.length == 0
          || offsets[0] != 0
          || offsets[offsets.length - 1] != indices.length
          || indices.length != values.length) {
        throw new IllegalArgumentException(
            "column %s: %d offsets, %d indices and %d values are no sparse rows of width %d"
                .formatted(name, offsets.length, indices.length, values.length, width));
      }
      for (int row = 0; row + 1 < offsets.length; row++) {
        int lowest = first;
        if (offsets[row + 1] < offsets[row] || offsets[row + 1] > indices.length) {
          throw new IllegalArgumentException(
              "column %s, row %d: ends at %d, but begins at %d"
                  .formatted(name, row, offsets[row + 1], offsets[row]));
        }
        for (int i = offsets[row]; i < offsets[row + 1]; i++) {
          if (indices[i] < lowest || indices[i] - first >= width) {
            throw new IllegalArgumentException(
                "column %s, row %d: index %d where one of %d to %d has to follow"
                    .formatted(name, row, indices[i], lowest, first + width - 1));
          }
          lowest = indices[i] + 1;
        }
      }
    }

    @Override
    public int rows() {
      return offsets.length - 1;
    }
  }
}
