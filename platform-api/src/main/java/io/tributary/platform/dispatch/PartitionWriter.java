package io.tributary.platform.dispatch;

import io.tributary.engine.id.JobId;
import io.tributary.engine.table.PartitionFrames;
import io.tributary.engine.table.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Cuts a streamed data set into partitions' pieces. Not thread-safe. */
final class PartitionWriter {
  private final PartitionStore store;
  private final JobId job;
  private final RowPlan rows;
  private final MessageDigest[] digests;
  private final long[] bytes;
  private int rowsSeen;
  private int piece;

  PartitionWriter(PartitionStore store, JobId job, RowPlan rows) {
    this.store = store;
    this.job = job;
    this.rows = rows;
    this.digests = new MessageDigest[rows.partitions()];
    Arrays.setAll(digests, p -> sha256());
    this.bytes = new long[rows.partitions()];
  }

  int rowsSeen() {
    return rowsSeen;
  }

  /** Takes the next rows of the data set. */
  void accept(Table table) {
    for (int partition = 0; partition < rows.partitions(); partition++) {
      int[] train = rows.select(rowsSeen, table.rows(), partition, false);
      int[] holdout = rows.select(rowsSeen, table.rows(), partition, true);
      byte[] content =
          PartitionFrames.encode(RowPicker.pick(table, train), RowPicker.pick(table, holdout));
      digests[partition].update(content);
      bytes[partition] += content.length;
      store.addPiece(job, partition, piece, content);
    }
    piece++;
    rowsSeen += table.rows();
  }

  void finish() {
    for (int partition = 0; partition < rows.partitions(); partition++) {
      store.finish(
          job,
          new PartitionStore.PartitionData(
              partition,
              rows.trainRows().get(partition),
              rows.holdoutRows().get(partition),
              bytes[partition],
              HexFormat.of().formatHex(digests[partition].digest())));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
