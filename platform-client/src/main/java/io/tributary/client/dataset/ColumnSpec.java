package io.tributary.client.dataset;

import org.jspecify.annotations.Nullable;

/**
 * What a user says about one column.
 *
 * @param type {@code numeric}, {@code categorical}, {@code text}, {@code datetime}, {@code vector}
 * @param role {@code label}, {@code feature}, {@code weight}, {@code id}, {@code ignore}
 * @param pattern of {@code datetime}: how dates are written; null where the cells tell
 */
public record ColumnSpec(
    String name, @Nullable String type, @Nullable String role, @Nullable String pattern) {

  /** A column whose cells tell how dates are written, if there are any. */
  public ColumnSpec(String name, @Nullable String type, @Nullable String role) {
    this(name, type, role, null);
  }
}
