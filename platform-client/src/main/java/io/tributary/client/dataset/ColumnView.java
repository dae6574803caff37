package io.tributary.client.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a stored data set.
 *
 * @param type {@code numeric}, {@code categorical}, {@code text}, {@code datetime}, {@code vector},
 *     {@code sparse}
 * @param width values per row: 1, or the length of a vector, or of a sparse vector with its zeros
 * @param image rows, columns and channels of a vector that is an image; null where it is none, or
 *     its file does not say
 */
public record ColumnView(
    String name, String type, @Nullable String role, int width, @Nullable List<Integer> image) {

  /** A column without images. */
  public ColumnView(String name, String type, @Nullable String role, int width) {
    this(name, type, role, width, null);
  }
}
