package io.tributary.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as its file declares it.
 *
 * @param type null where the cells decide
 * @param role null where the file has no say in it
 * @param width values per row: more than 1 in vectors only; 0 where the rows say it
 * @param image rows, columns and channels of a vector that is an image; else null
 */
public record InputColumn(
    String name,
    @Nullable String type,
    @Nullable String role,
    int width,
    @Nullable List<Integer> image) {

  InputColumn(String name, @Nullable String type, @Nullable String role, int width) {
    this(name, type, role, width, null);
  }

  private static final int MOST_CHANNELS = 4;

  static InputColumn named(String name) {
    return new InputColumn(name, null, null, 1);
  }

  static InputColumn typed(String name, @Nullable String type) {
    return new InputColumn(name, type, null, 1);
  }

  /**
   * Unsigned bytes.
   *
   * @param sizes of what a row has, the slowest first; their product is the width
   */
  static InputColumn vector(String name, List<Integer> sizes) {
    int width = sizes.stream().reduce(1, Math::multiplyExact);
    return new InputColumn(name, "vector", null, width, image(sizes));
  }

  /** Two sizes are rows and columns of grey, a third of up to four the channels; else null. */
  static @Nullable List<Integer> image(List<Integer> sizes) {
    return switch (sizes.size()) {
      case 2 -> List.of(sizes.get(0), sizes.get(1), 1);
      case 3 -> sizes.get(2) <= MOST_CHANNELS ? List.copyOf(sizes) : null;
      default -> null;
    };
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

  public boolean isVector() {
    return "vector".equals(type);
  }
}
