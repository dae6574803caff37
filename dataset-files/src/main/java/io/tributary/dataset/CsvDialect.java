package io.tributary.dataset;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a text file is cut into cells.
 *
 * @param header whether the first record names the columns
 * @param decimalComma whether numbers are written as {@code 1,5}
 * @param spacedQuotes whether white space stands between delimiters and quotes: {@code "a", "b"}
 */
record CsvDialect(char delimiter, boolean header, boolean decimalComma, boolean spacedQuotes) {
  /** In the order in which they are preferred where several fit equally well. */
  static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|', ' ');

  private static final Map<String, Character> WORDS =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "space", ' ', "pipe", '|');

  /** The delimiter meant by a spec; null where it cannot be one. */
  static @Nullable Character delimiter(String text) {
    Character word = WORDS.get(text.toLowerCase(Locale.ROOT));
    if (word != null) {
      return word;
    }
    if (text.length() != 1) {
      return null;
    }
    char c = text.charAt(0);
    boolean possible =
        !Character.isLetterOrDigit(c)
            && !Character.isSurrogate(c)
            && c != '"'
            && c != '\n'
            && c != '\r'
            && c != 0;
    return possible ? c : null;
  }

  /** The delimiter in words. */
  static String named(char delimiter) {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      case ' ' -> "space";
      default -> "'" + delimiter + "'";
    };
  }

  /**
   * Records of a text, empty lines left out. Cut by space, any run of spaces and tabs is one cut,
   * and those at a line's ends are none. Records may have any number of cells up to {@code
   * maxCells}; a record of more characters than {@code maxRecord} fails with a {@code
   * CsvParseException}.
   */
  static CsvReader<CsvRecord> open(
      Reader text, char delimiter, boolean spacedQuotes, int maxCells, int maxRecord) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter('"')
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        // The library does one or the other.
        .allowExtraCharsAfterClosingQuote(!spacedQuotes)
        .trimWhitespacesAroundQuotes(spacedQuotes)
        .maxBufferSize(maxRecord)
        .build(
            CsvRecordHandler.builder()
                .maxFields(maxCells)
                .maxFieldSize(maxRecord)
                .maxRecordSize(maxRecord)
                .build(),
            delimiter == ' ' ? new WhiteSpaceReader(text) : text);
  }
}
