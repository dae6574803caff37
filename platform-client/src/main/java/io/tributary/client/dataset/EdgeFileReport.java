package io.tributary.client.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells of a file whose rows stay with it.
 *
 * @param dataset name of the data set that it is a part of
 * @param digest SHA-256 of the file's unpacked bytes and of what is said of it, hexadecimal
 * @param format as in an upload's spec
 * @param statistics of its columns; null where the agent may tell none. No value of a single row is
 *     in them: bounds are powers of two, and a value is named only where several rows have it
 */
public record EdgeFileReport(
    String dataset,
    String digest,
    String format,
    long rows,
    long rejectedRows,
    List<ColumnView> columns,
    @Nullable DatasetProfile statistics) {}
