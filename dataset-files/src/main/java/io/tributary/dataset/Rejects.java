package io.tributary.dataset;

import io.tributary.client.dataset.RejectedRow;
import java.util.ArrayList;
import java.util.List;

/** Counts rejected rows and keeps the first of them. */
final class Rejects {
  /** Characters kept of a rejected row. */
  static final int TEXT_CHARACTERS = 200;

  private final int kept;
  private final List<RejectedRow> rows = new ArrayList<>();
  private long count;

  Rejects(int kept) {
    this.kept = kept;
  }

  /**
   * @param beginning of the row, as it stands in its file
   */
  void add(Place place, String reason, String beginning) {
    count++;
    if (rows.size() < kept) {
      rows.add(new RejectedRow(place.number(), place.file() + reason, beginning));
    }
  }

  long count() {
    return count;
  }

  List<RejectedRow> rows() {
    return rows;
  }
}
