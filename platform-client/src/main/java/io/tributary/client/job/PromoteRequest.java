package io.tributary.client.job;

import org.jspecify.annotations.Nullable;

/**
 * Makes a checkpoint a model.
 *
 * @param stage {@code none}, {@code staging}, {@code production}, {@code archived}; null: {@code
 *     none}
 */
public record PromoteRequest(String name, @Nullable String stage) {}
