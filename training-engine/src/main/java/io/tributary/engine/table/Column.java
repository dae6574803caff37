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
}
