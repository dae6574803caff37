package io.tributary.platform.dataset;

import io.tributary.dataset.Digests;
import io.tributary.dataset.RowSink;
import io.tributary.engine.table.ArrowTables;
import io.tributary.engine.table.Table;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of data sets as rows of {@code dataset_blob}. Blobs of the same bytes are stored once:
 * {@code dataset_piece} says which blobs a version consists of.
 */
@Component
class Blobs {
  private final JdbcClient jdbc;

  Blobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the blobs of a new version, within the caller's transaction. */
  Writer writer(String datasetId, Consumer<Long> storedBytes) {
    return new Writer(datasetId, storedBytes);
  }

  /** Number of blobs of a version. */
  int count(String datasetId) {
    return jdbc.sql("select count(*) from dataset_piece where dataset_id = ?")
        .param(datasetId)
        .query(Integer.class)
        .single();
  }

  /** A blob's rows, its checksum verified; empty where there is no such blob. */
  Optional<Table> read(String datasetId, int ordinal) {
    return jdbc.sql(
            "select b.sha256, b.content from dataset_piece p join dataset_blob b"
                + " on b.dataset_id = p.blob_dataset_id and b.ordinal = p.blob_ordinal"
                + " where p.dataset_id = ? and p.ordinal = ?")
        .params(List.of(datasetId, ordinal))
        .query((row, number) -> verified(datasetId, ordinal, row.getBytes(1), row.getBytes(2)))
        .optional();
  }

  /** Stored bytes of all versions together: what several share counts once. */
  long storedBytes() {
    return jdbc.sql("select coalesce(sum(octet_length(content)), 0) from dataset_blob")
        .query(Long.class)
        .single();
  }

  /**
   * Removes blobs that no version has any more. One that a running upload is about to share is
   * locked by it, and stays.
   *
   * @return number removed
   */
  int collect() {
    return jdbc.sql(
            "delete from dataset_blob where (dataset_id, ordinal) in ("
                + "select b.dataset_id, b.ordinal from dataset_blob b where not exists ("
                + "select 1 from dataset_piece p where p.blob_dataset_id = b.dataset_id"
                + " and p.blob_ordinal = b.ordinal) for update skip locked)")
        .update();
  }

  private static Table verified(String datasetId, int ordinal, byte[] sha256, byte[] content) {
    if (!Arrays.equals(sha256, Digests.sha256().digest(content))) {
      throw new IllegalStateException(
          "blob %d of data set %s does not have the checksum it was stored with"
              .formatted(ordinal, datasetId));
    }
    return ArrowTables.decode(content);
  }

  /** Not thread-safe. */
  final class Writer implements RowSink {
    private final String datasetId;
    private final Consumer<Long> storedBytes;
    private final MessageDigest digest = Digests.sha256();
    private int ordinal;
    private long bytes;
    private long newBytes;
    private long rows;

    private Writer(String datasetId, Consumer<Long> storedBytes) {
      this.datasetId = datasetId;
      this.storedBytes = storedBytes;
    }

    @Override
    public void accept(Table piece) {
      byte[] content = ArrowTables.encode(piece);
      byte[] sha256 = Digests.sha256().digest(content);
      bytes += content.length;
      if (!share(sha256)) {
        newBytes += content.length;
        storedBytes.accept(newBytes);
        jdbc.sql(
                "insert into dataset_blob (dataset_id, ordinal, row_count, sha256, content)"
                    + " values (?, ?, ?, ?, ?)")
            .params(List.of(datasetId, ordinal, piece.rows(), sha256, content))
            .update();
        jdbc.sql(
                "insert into dataset_piece (dataset_id, ordinal, blob_dataset_id, blob_ordinal)"
                    + " values (?, ?, ?, ?)")
            .params(List.of(datasetId, ordinal, datasetId, ordinal))
            .update();
      }
      ordinal++;
      digest.update(sha256);
      rows += piece.rows();
    }

    /**
     * Takes a blob that is stored, and keeps it from being removed until the transaction ends. One
     * that is damaged is not taken: uploading the file again mends nothing otherwise.
     */
    private boolean share(byte[] sha256) {
      return jdbc.sql(
                  "insert into dataset_piece (dataset_id, ordinal, blob_dataset_id, blob_ordinal)"
                      + " select ?, ?, dataset_id, ordinal from dataset_blob"
                      + " where sha256 = ? and sha256(content) = sha256 limit 1 for key share")
              .params(List.of(datasetId, ordinal, sha256))
              .update()
          > 0;
    }

    long rows() {
      return rows;
    }

    /** Of all blobs, shared ones included. */
    long bytes() {
      return bytes;
    }

    /** SHA-256 over the checksums of all blobs, in order; ends the writing. */
    String digest() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
