package io.tributary.client.dataset;

import org.jspecify.annotations.Nullable;

/**
 * What became of a file that an agent told of.
 *
 * @param version of the data set that holds it now; null where it was refused
 * @param problem why it was refused; null where it was not
 */
public record EdgeFileAnswer(
    String dataset, String digest, @Nullable Integer version, @Nullable String problem) {}
