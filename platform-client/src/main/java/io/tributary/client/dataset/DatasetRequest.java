package io.tributary.client.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a data set version whose rows the request does not carry.
 *
 * @param spec null where name and everything else is to be found out
 */
public record DatasetRequest(DatasetSource source, @Nullable DatasetSpec spec) {}
