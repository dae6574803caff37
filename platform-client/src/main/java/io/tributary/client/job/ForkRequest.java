package io.tributary.client.job;

import org.jspecify.annotations.Nullable;

/**
 * A new job that continues from a checkpoint of this one.
 *
 * @param step a step that has a checkpoint; null means the latest
 * @param spec components that differ from this job's spec; null ones are taken over
 */
public record ForkRequest(@Nullable Long step, @Nullable JobSpec spec) {}
