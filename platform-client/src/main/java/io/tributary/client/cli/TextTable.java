package io.tributary.client.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as their widest cell; nothing at all where there are no rows. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;

  TextTable(String... titles) {
    widths = new int[titles.length];
    add(titles);
  }

  /** Adds a row; {@code cells} are as many as titles, written by {@link Wording#number}. */
  TextTable row(Object... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          cells.length + " cells do not fit " + widths.length + " columns");
    }
    add(cells);
    return this;
  }

  void writeTo(PrintWriter out) {
    if (rows.size() == 1) {
      return;
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private void add(Object[] cells) {
    List<String> row =
        Arrays.stream(cells)
            .map(cell -> Wording.printable(Wording.number(cell)).replace('\n', ' '))
            .toList();
    rows.add(row);
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], row.get(column).length());
    }
  }
}
