package io.tributary.client.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a data set.
 *
 * @param columns column names
 * @param rows one list per row, aligned with {@code columns}; numbers, texts, null where missing,
 *     lists for vectors, for sparse vectors objects of numbers by index
 */
public record DatasetPreview(List<ColumnView> columns, List<List<@Nullable Object>> rows) {}
