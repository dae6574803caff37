package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.RejectedRow;
import java.util.List;

/** Uploaded files whose shape is known and whose rows can be read. */
public sealed interface Source permits TableSource, IdxSource {
  /** The format's name in a spec. */
  String format();

  /** Reads all rows in order and hands them on in pieces of a few megabytes. */
  Content read(RowSink sink);

  /**
   * What was read.
   *
   * @param rows rows handed on
   * @param rejectedRows rows of the file that were not handed on
   * @param rejected the first of these
   */
  record Content(
      long rows,
      long rejectedRows,
      List<ColumnView> columns,
      DatasetProfile profile,
      List<RejectedRow> rejected) {}
}
