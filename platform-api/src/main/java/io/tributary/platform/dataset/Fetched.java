package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.dataset.ReceivedFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a source.
 *
 * @param origin what is remembered of it: complete, and without secrets; null for uploads
 */
public record Fetched(List<ReceivedFile> files, @Nullable DatasetSource origin) {}
