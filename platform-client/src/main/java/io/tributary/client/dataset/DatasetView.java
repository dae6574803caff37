package io.tributary.client.dataset;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data set version.
 *
 * @param rows rows stored
 * @param uploadedRows rows counted in the file: {@code rows + rejectedRows}
 * @param bytes stored size
 * @param digest SHA-256 over the stored blobs, or over the digests of edge files, hexadecimal
 * @param edge the files at agents that it consists of; null where its rows are stored
 * @param source where its newest rows were read; null where they were uploaded. Of an address
 *     without its query
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
    String createdBy,
    @Nullable List<EdgeFile> edge,
    @Nullable DatasetSource source) {

  /** A version whose rows are stored. */
  public DatasetView(
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
      String createdBy) {
    this(
        id,
        name,
        version,
        format,
        rows,
        uploadedRows,
        rejectedRows,
        bytes,
        columns,
        digest,
        createdAt,
        createdBy,
        null,
        null);
  }

  /** The same, read from there. */
  public DatasetView from(@Nullable DatasetSource origin) {
    return new DatasetView(
        id,
        name,
        version,
        format,
        rows,
        uploadedRows,
        rejectedRows,
        bytes,
        columns,
        digest,
        createdAt,
        createdBy,
        edge,
        origin);
  }

  /** The same over those files. */
  public DatasetView at(List<EdgeFile> files) {
    return new DatasetView(
        id,
        name,
        version,
        format,
        rows,
        uploadedRows,
        rejectedRows,
        bytes,
        columns,
        digest,
        createdAt,
        createdBy,
        files,
        source);
  }
}
