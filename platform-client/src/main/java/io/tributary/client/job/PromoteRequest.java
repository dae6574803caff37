package io.tributary.client.job;

import org.jspecify.annotations.Nullable;

/** Makes a checkpoint a model. {@code stage} is free text, {@code none} where absent. */
public record PromoteRequest(String name, @Nullable String stage) {}
