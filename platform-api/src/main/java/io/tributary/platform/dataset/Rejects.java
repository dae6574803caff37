package io.tributary.platform.dataset;

import io.tributary.client.dataset.RejectedRow;
import java.util.ArrayList;
import java.util.List;

/** Counts rejected rows and keeps the first of them. */
final class Rejects {
  private static final int TEXT_CHARACTERS = 200;

  private final int kept;
  private final List<RejectedRow> rows = new ArrayList<>();
  private long count;

  Rejects(int kept) {
    this.kept = kept;
  }

  void add(long line, String reason, List<String> cells, char delimiter) {
    count++;
    if (rows.size() < kept) {
      rows.add(new RejectedRow(line, reason, beginning(cells, delimiter)));
    }
  }

  long count() {
    return count;
  }

  List<RejectedRow> rows() {
    return rows;
  }

  private static String beginning(List<String> cells, char delimiter) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size() && text.length() < TEXT_CHARACTERS; i++) {
      String cell = cells.get(i);
      if (i > 0) {
        text.append(delimiter);
      }
      text.append(cell, 0, Math.min(cell.length(), TEXT_CHARACTERS));
    }
    return text.length() > TEXT_CHARACTERS ? text.substring(0, TEXT_CHARACTERS) : text.toString();
  }
}
