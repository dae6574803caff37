package io.tributary.platform.dispatch;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.table.PartitionFrames;
import io.tributary.engine.table.RowPicker;
import io.tributary.engine.table.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a streamed data set into partitions' pieces. Not thread-safe. */
final class PartitionWriter {
  private final PartitionStore store;
  private final JobId job;
  private final RowPlan rows;
  private final List<String> others;
  private final @Nullable ColumnSplit columns;
  private final MessageDigest[] digests;
  private final long[] bytes;
  private int rowsSeen;
  private int piece;

  /**
   * @param others columns that each partition gets beside its features, where it gets columns
   * @param columns that each partition gets of all training rows; null where partitions get rows
   */
  PartitionWriter(
      PartitionStore store,
      JobId job,
      RowPlan rows,
      List<String> others,
      @Nullable ColumnSplit columns) {
    this.store = store;
    this.job = job;
    this.rows = rows;
    this.others = List.copyOf(others);
    this.columns = columns;
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
      int[] holdout = rows.select(rowsSeen, table.rows(), partition, true);
      byte[] content =
          PartitionFrames.encode(train(table, partition), RowPicker.pick(table, holdout));
      digests[partition].update(content);
      bytes[partition] += content.length;
      store.addPiece(job, partition, piece, content);
    }
    piece++;
    rowsSeen += table.rows();
  }

  private Table train(Table table, int partition) {
    if (columns == null) {
      return RowPicker.pick(table, rows.select(rowsSeen, table.rows(), partition, false));
    }
    Table part = ColumnPicker.pick(table, columns.groups().get(partition), others);
    return RowPicker.pick(part, rows.selectTraining(rowsSeen, table.rows()));
  }

  void finish() {
    for (int partition = 0; partition < rows.partitions(); partition++) {
      store.finish(
          job,
          new PartitionStore.PartitionData(
              partition,
              columns == null ? rows.trainRows().get(partition) : rows.allTrainRows(),
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
