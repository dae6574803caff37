package io.tributary.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.client.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The data records of CSV files with the same columns, file after file. A record of another number
 * of cells is rejected.
 *
 * @param columns in the files' order
 */
record CsvRows(
    List<ReceivedFile> files, CsvDialect dialect, List<InputColumn> columns, FileLimits limits)
    implements Rows {

  /** The first record's cells; empty where the file has no record. */
  static List<String> firstRecord(ReceivedFile file, CsvDialect dialect, FileLimits limits) {
    try (CsvReader<CsvRecord> reader = open(file, dialect, limits)) {
      Iterator<CsvRecord> records = reader.iterator();
      return records.hasNext() ? records.next().getFields() : List.of();
    } catch (CsvParseException e) {
      throw unreadable(file, 1, e, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public String label() {
    return ReceivedFile.label(files);
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    for (ReceivedFile file : files) {
      read(file, file.prefix(files), rows, rejects);
    }
  }

  private void read(ReceivedFile file, String prefix, Consumer<Row> rows, Rejects rejects) {
    long line = 1;
    try (CsvReader<CsvRecord> reader = open(file, dialect, limits)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (dialect.header() && records.hasNext()) {
        records.next();
      }
      while (records.hasNext()) {
        CsvRow row = new CsvRow(dialect, prefix, records.next());
        line = row.cells().getStartingLineNumber();
        int cells = row.cells().getFieldCount();
        if (cells == columns.size()) {
          rows.accept(row);
        } else {
          rejects.add(
              row.place(),
              "%d cells, but the file has %d columns".formatted(cells, columns.size()),
              row.beginning(Rejects.TEXT_CHARACTERS));
        }
      }
    } catch (CsvParseException e) {
      throw unreadable(file, line, e, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CsvReader<CsvRecord> open(ReceivedFile file, CsvDialect dialect, FileLimits limits)
      throws IOException {
    int maxRecord = Math.toIntExact(Math.min(limits.maxLine(), Integer.MAX_VALUE / 4));
    // One more than allowed, so that the row can be told apart from one that is just wide enough.
    return CsvDialect.open(
        Files.newBufferedReader(file.path(), StandardCharsets.UTF_8),
        dialect.delimiter(),
        dialect.spacedQuotes(),
        limits.maxColumns() + 1,
        maxRecord);
  }

  private static FileException unreadable(
      ReceivedFile file, long after, CsvParseException cause, FileLimits limits) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    String message = String.valueOf(root.getMessage());
    // The library tells its limits apart by message only.
    if (message.endsWith(" fields")) {
      return new FileException(
          FileFault.DATASET_INVALID_COLUMNS,
          "A line of %s at or after line %d has more than %d cells."
              .formatted(file.label(), after, limits.maxColumns()),
          "Check the delimiter; the limit is the setting tributary.dataset.max-columns.");
    }
    return new FileException(
        FileFault.DATASET_LINE_TOO_LONG,
        "A row of %s at or after line %d does not end within %d characters."
            .formatted(file.label(), after, limits.maxLine()),
        "Look for a quote (\") that is opened there and never closed.",
        List.of(new Violation("line " + after, message, "Close the quote, or double it.")));
  }
}
