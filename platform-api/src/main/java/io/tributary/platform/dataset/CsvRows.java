package io.tributary.platform.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The data records of CSV files with the same columns, file after file. Each call reads them anew;
 * the same records are accepted and rejected each time.
 *
 * @param names column names, in the files' order
 * @param numbersOnly columns (by position) in which a cell that is no number rejects its row
 */
record CsvRows(
    List<ReceivedFile> files,
    CsvDialect dialect,
    List<String> names,
    BitSet numbersOnly,
    DatasetSettings settings) {

  /** The first record's cells; empty where the file has no record. */
  static List<String> firstRecord(ReceivedFile file, char delimiter, DatasetSettings settings) {
    try (CsvReader<CsvRecord> reader = open(file, delimiter, settings)) {
      Iterator<CsvRecord> records = reader.iterator();
      return records.hasNext() ? records.next().getFields() : List.of();
    } catch (CsvParseException e) {
      throw unreadable(file, 1, e, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files in a sentence. */
  String label() {
    String first = files.getFirst().label();
    return files.size() == 1 ? first : "%s and %d more".formatted(first, files.size() - 1);
  }

  /**
   * Accepted records go to {@code rows} (cells not stripped), all others to {@code rejects}.
   *
   * @param rows gets with each record what is to stand before its line number: the file's name and
   *     a colon where there are several files, else nothing
   */
  void read(BiConsumer<String, CsvRecord> rows, Rejects rejects) {
    for (ReceivedFile file : files) {
      read(file, files.size() == 1 ? "" : file.label() + ": ", rows, rejects);
    }
  }

  private void read(
      ReceivedFile file, String where, BiConsumer<String, CsvRecord> rows, Rejects rejects) {
    long line = 1;
    try (CsvReader<CsvRecord> reader = open(file, dialect.delimiter(), settings)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (dialect.header() && records.hasNext()) {
        records.next();
      }
      while (records.hasNext()) {
        CsvRecord row = records.next();
        line = row.getStartingLineNumber();
        String reason = flaw(row);
        if (reason == null) {
          rows.accept(where, row);
        } else {
          rejects.add(line, where + reason, row.getFields(), dialect.delimiter());
        }
      }
    } catch (CsvParseException e) {
      throw unreadable(file, line, e, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the row is rejected; null where it is not. */
  private @Nullable String flaw(CsvRecord row) {
    if (row.getFieldCount() != names.size()) {
      return "%d cells, but the file has %d columns".formatted(row.getFieldCount(), names.size());
    }
    for (int i = numbersOnly.nextSetBit(0); i >= 0; i = numbersOnly.nextSetBit(i + 1)) {
      String text = row.getField(i).strip();
      if (!Cell.isMissing(text) && Double.isNaN(Cell.number(text))) {
        return "column %s: '%s' is no number".formatted(names.get(i), FileNames.printable(text));
      }
    }
    return null;
  }

  private static CsvReader<CsvRecord> open(
      ReceivedFile file, char delimiter, DatasetSettings settings) throws IOException {
    int maxRecord = Math.toIntExact(Math.min(settings.maxLine().toBytes(), Integer.MAX_VALUE / 4));
    // One more than allowed, so that the row can be told apart from one that is just wide enough.
    return CsvDialect.open(
        Files.newBufferedReader(file.path(), StandardCharsets.UTF_8),
        delimiter,
        settings.maxColumns() + 1,
        maxRecord);
  }

  private static PlatformException unreadable(
      ReceivedFile file, long after, CsvParseException cause, DatasetSettings settings) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    String message = String.valueOf(root.getMessage());
    // The library tells its limits apart by message only.
    if (message.endsWith(" fields")) {
      return new PlatformException(
          ErrorCode.DATASET_INVALID_COLUMNS,
          "A line of %s at or after line %d has more than %d cells."
              .formatted(file.label(), after, settings.maxColumns()),
          "Check the delimiter; the limit is the setting tributary.dataset.max-columns.");
    }
    return new PlatformException(
        ErrorCode.DATASET_LINE_TOO_LONG,
        "A row of %s at or after line %d does not end within %d characters."
            .formatted(file.label(), after, settings.maxLine().toBytes()),
        "Look for a quote (\") that is opened there and never closed.",
        List.of(new Violation("line " + after, message, "Close the quote, or double it.")));
  }
}
