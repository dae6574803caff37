package io.tributary.client.model;

import org.jspecify.annotations.Nullable;

/**
 * What to say about a model from now on.
 *
 * @param stage {@code none}, {@code staging}, {@code production}, {@code archived}; null: stays
 * @param notes null: stay
 */
public record ModelChange(@Nullable String stage, @Nullable String notes) {}
