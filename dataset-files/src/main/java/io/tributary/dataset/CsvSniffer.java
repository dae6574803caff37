package io.tributary.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses from the beginning of a text file how it is cut into cells. */
final class CsvSniffer {
  private static final int SAMPLE_BYTES = 1 << 20;
  private static final int SAMPLE_RECORDS = 100;

  private static final Pattern POINT = Pattern.compile("[+-]?\\d*\\.\\d*([eE][+-]?\\d+)?");
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3},\\d{3}");

  private final String sample;

  /** Whether the sample ends inside a record. */
  private final boolean cut;

  CsvSniffer(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(SAMPLE_BYTES);
      cut = start.length == SAMPLE_BYTES;
      sample = new String(start, StandardCharsets.UTF_8);
    }
  }

  /**
   * The delimiter that cuts the most records into the same number of cells, at least two; comma
   * where none does.
   */
  char delimiter() {
    char best = ',';
    double bestScore = 0;
    for (char candidate : CsvDialect.CANDIDATES) {
      double score = score(candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best == '\t' && isAligned() ? ' ' : best;
  }

  /**
   * Columns are aligned by spaces, with a tab somewhere: as text between tabs they would be one
   * column.
   */
  private boolean isAligned() {
    return sample.contains("  ") && score(' ') == 1 && cells(' ') > cells('\t');
  }

  /** Whether quotes stand apart from the delimiters before them. */
  boolean spacedQuotes(char delimiter) {
    return delimiter != ' ' && sample.contains(delimiter + " \"");
  }

  /**
   * Whether numbers are written with a decimal comma: there are such numbers, and none with a
   * point. Numbers with three digits after the comma alone do not say so: {@code 1,234} may be a
   * thousand.
   */
  boolean decimalComma(char delimiter) {
    if (delimiter == ',') {
      return false;
    }
    boolean comma = false;
    for (CsvRecord record : records(delimiter)) {
      for (String field : record.getFields()) {
        String text = field.strip();
        if (POINT.matcher(text).matches()) {
          return false;
        }
        comma |= COMMA.matcher(text).matches() && !THOUSANDS.matcher(text).matches();
      }
    }
    return comma;
  }

  /** Share of records that have as many cells as the first; 0 where that is one cell. */
  double score(char delimiter) {
    List<CsvRecord> records = records(delimiter);
    if (records.isEmpty() || records.getFirst().getFieldCount() < 2) {
      return 0;
    }
    int cells = records.getFirst().getFieldCount();
    long equal = records.stream().filter(r -> r.getFieldCount() == cells).count();
    return (double) equal / records.size();
  }

  /** Cells of the first record. */
  int cells(char delimiter) {
    List<CsvRecord> records = records(delimiter);
    return records.isEmpty() ? 0 : records.getFirst().getFieldCount();
  }

  /**
   * The first record names the columns unless one of its cells is a number or says missing, or most
   * of them are values that occur below them again.
   */
  boolean header(char delimiter) {
    List<CsvRecord> records = records(delimiter);
    if (records.isEmpty()) {
      return false;
    }
    for (String field : records.getFirst().getFields()) {
      String text = field.strip();
      // An empty name is common: tools write the row number's column so.
      boolean value =
          !text.isEmpty()
              && (Cell.isMissing(text)
                  || !Double.isNaN(Cell.number(text))
                  || COMMA.matcher(text).matches());
      if (value) {
        return false;
      }
    }
    return !isRepeated(records);
  }

  private static boolean isRepeated(List<CsvRecord> records) {
    List<String> first = records.getFirst().getFields();
    int repeated = 0;
    for (int i = 0; i < first.size(); i++) {
      int column = i;
      String value = first.get(i).strip();
      boolean again =
          records.stream()
              .skip(1)
              .anyMatch(
                  r -> r.getFieldCount() > column && r.getField(column).strip().equals(value));
      repeated += again && !value.isEmpty() ? 1 : 0;
    }
    return 2 * repeated > first.size();
  }

  private List<CsvRecord> records(char delimiter) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvDialect.open(
            new StringReader(sample),
            delimiter,
            spacedQuotes(delimiter),
            Math.max(2, sample.length()),
            2 * SAMPLE_BYTES)) {
      @Nullable CsvRecord held = null;
      for (CsvRecord record : reader) {
        if (held != null && records.size() < SAMPLE_RECORDS) {
          records.add(held);
        }
        held = record;
        if (records.size() == SAMPLE_RECORDS) {
          return records;
        }
      }
      if (held != null && (!cut || records.isEmpty())) {
        records.add(held);
      }
    } catch (CsvParseException e) {
      // A record that does not parse ends the sample; reading the file says what is wrong with it.
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }
}
