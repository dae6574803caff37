package io.tributary.platform.dataset;

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

/** The rows of data sets as rows of {@code dataset_blob}. */
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
    return jdbc.sql("select count(*) from dataset_blob where dataset_id = ?")
        .param(datasetId)
        .query(Integer.class)
        .single();
  }

  /** A blob's rows, its checksum verified; empty where there is no such blob. */
  Optional<Table> read(String datasetId, int ordinal) {
    return jdbc.sql("select sha256, content from dataset_blob where dataset_id = ? and ordinal = ?")
        .params(List.of(datasetId, ordinal))
        .query((row, number) -> verified(datasetId, ordinal, row.getBytes(1), row.getBytes(2)))
        .optional();
  }

  /** Stored bytes of all versions. */
  long storedBytes() {
    return jdbc.sql("select coalesce(sum(byte_count), 0) from dataset").query(Long.class).single();
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
      storedBytes.accept(bytes);
      jdbc.sql(
              "insert into dataset_blob (dataset_id, ordinal, row_count, sha256, content)"
                  + " values (?, ?, ?, ?, ?)")
          .params(List.of(datasetId, ordinal++, piece.rows(), sha256, content))
          .update();
      digest.update(sha256);
      rows += piece.rows();
    }

    long rows() {
      return rows;
    }

    long bytes() {
      return bytes;
    }

    /** SHA-256 over the checksums of all blobs, in order; ends the writing. */
    String digest() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
