package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Several CSV files are one table only where each has the columns of the first, in its order. */
final class SameColumns {
  private final ReceivedFile first;
  private final List<String> names;
  private final CsvDialect dialect;
  private final FileLimits limits;

  /**
   * @param names columns of {@code first}
   * @param dialect of all files
   */
  SameColumns(ReceivedFile first, List<String> names, CsvDialect dialect, FileLimits limits) {
    this.first = first;
    this.names = names;
    this.dialect = dialect;
    this.limits = limits;
  }

  /**
   * Throws {@link FileException} with the file and the column where another file differs.
   *
   * @param headerGiven the user said whether there is a header; else each file's is guessed
   */
  void require(ReceivedFile other, boolean headerGiven) {
    List<String> cells = CsvRows.firstRecord(other, dialect, limits);
    if (cells.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_EMPTY,
          other.label() + " has no row of data.",
          "Leave the file out, or send it with rows.");
    }
    if (cells.size() != names.size()) {
      int column = Math.min(cells.size(), names.size()) + 1;
      throw refused(
          other,
          column,
          "%s has %d columns, but %s has %d"
              .formatted(other.label(), cells.size(), first.label(), names.size()));
    }
    if (!dialect.header()) {
      if (!headerGiven && looksLikeHeader(other)) {
        throw refused(
            other,
            1,
            "%s begins with a line of names, but %s does not"
                .formatted(other.label(), first.label()));
      }
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      String name = CsvOpener.name(cells.get(i), i);
      if (!name.equals(names.get(i))) {
        throw refused(
            other,
            i + 1,
            "column %d of %s is '%s', but that of %s is '%s'"
                .formatted(
                    i + 1,
                    other.label(),
                    FileNames.printable(name),
                    first.label(),
                    FileNames.printable(names.get(i))));
      }
    }
  }

  private boolean looksLikeHeader(ReceivedFile file) {
    try {
      return new CsvSniffer(file.path()).header(dialect.delimiter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileException refused(ReceivedFile file, int column, String what) {
    String advice =
        "Give all files the same columns in the same order, and all a header line or none.";
    return new FileException(
        FileFault.DATASET_INVALID_COLUMNS,
        "The files are not parts of one table: " + what + ".",
        advice,
        List.of(new Violation("%s: column %d".formatted(file.label(), column), what, advice)));
  }
}
