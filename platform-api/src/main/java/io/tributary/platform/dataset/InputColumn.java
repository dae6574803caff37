package io.tributary.platform.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A column as its file declares it.
 *
 * @param type null where the cells decide
 * @param role null where the file has no say in it
 * @param width values per row: more than 1 in vectors only; 0 where the rows say it
 */
record InputColumn(String name, @Nullable String type, @Nullable String role, int width) {
  static InputColumn named(String name) {
    return new InputColumn(name, null, null, 1);
  }

  static InputColumn typed(String name, @Nullable String type) {
    return new InputColumn(name, type, null, 1);
  }

  /** Unsigned bytes. */
  static InputColumn vector(String name, int width) {
    return new InputColumn(name, "vector", null, width);
  }

  /** Pairs of index and value; how wide it is only the rows say. */
  static InputColumn sparse(String name) {
    return new InputColumn(name, "sparse", null, 0);
  }

  boolean isSparse() {
    return "sparse".equals(type);
  }

  /** Whether a user may say that the column is of that type. */
  boolean takes(String asked) {
    return isVector() || isSparse()
        ? asked.equals(type)
        : !asked.equals("vector") && !asked.equals("sparse");
  }

  boolean isVector() {
    return "vector".equals(type);
  }
}
