package io.tributary.client.dataset;

import org.jspecify.annotations.Nullable;

/**
 * What a user says about one column.
 *
 * @param type {@code numeric}, {@code categorical}, {@code text}, {@code vector}
 * @param role {@code label}, {@code feature}, {@code weight}, {@code id}, {@code ignore}
 */
public record ColumnSpec(String name, @Nullable String type, @Nullable String role) {}
