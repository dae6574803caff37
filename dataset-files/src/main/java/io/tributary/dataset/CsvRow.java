package io.tributary.dataset;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/**
 * A record of a CSV file: every cell is text until all of its column look like numbers.
 *
 * @param file stands before the line in messages
 */
record CsvRow(CsvDialect dialect, String file, CsvRecord cells) implements Row {
  @Override
  public Place place() {
    return new Place(file, "line", cells.getStartingLineNumber());
  }

  @Override
  public boolean isMissing(int column) {
    return Cell.isMissing(text(column));
  }

  @Override
  public double number(int column) {
    String text = text(column);
    return dialect.decimalComma() ? Cell.numberWithComma(text) : Cell.number(text);
  }

  @Override
  public boolean isFaithful(int column) {
    return Cell.isFaithful(text(column));
  }

  /** Without white space around it. */
  @Override
  public String text(int column) {
    return cells.getField(column).strip();
  }

  @Override
  public byte[] bytes(int column) {
    throw new UnsupportedOperationException("a CSV cell is no vector");
  }

  @Override
  public String beginning(int most) {
    StringBuilder text = new StringBuilder();
    List<String> fields = cells.getFields();
    for (int i = 0; i < fields.size() && text.length() < most; i++) {
      if (i > 0) {
        text.append(dialect.delimiter());
      }
      text.append(fields.get(i), 0, Math.min(fields.get(i).length(), most));
    }
    return text.substring(0, Math.min(most, text.length()));
  }
}
