package io.tributary.client.dataset;

import java.time.Instant;
import java.util.List;

/**
 * A data set version.
 *
 * @param rows rows stored
 * @param uploadedRows rows counted in the file: {@code rows + rejectedRows}
 * @param bytes stored size
 * @param digest SHA-256 over the stored blobs, hexadecimal
 */
public record DatasetView(
    String id,
    String name,
    int version,
    String format,
    long rows,
    long uploadedRows,
    long rejectedRows,
    long bytes,
    List<ColumnView> columns,
    String digest,
    Instant createdAt,
    String createdBy) {}
