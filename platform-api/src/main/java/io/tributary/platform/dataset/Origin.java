package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSource;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from.
 *
 * @param digest SHA-256 over the files' unpacked bytes
 * @param source where they were read; null where they were uploaded
 */
record Origin(String digest, @Nullable DatasetSource source) {}
