package io.tributary.client.dataset;

import org.jspecify.annotations.Nullable;

/**
 * One column of a stored data set.
 *
 * @param type {@code numeric}, {@code categorical}, {@code text}, {@code datetime}, {@code vector},
 *     {@code sparse}
 * @param width values per row: 1, or the length of a vector, or of a sparse vector with its zeros
 */
public record ColumnView(String name, String type, @Nullable String role, int width) {}
