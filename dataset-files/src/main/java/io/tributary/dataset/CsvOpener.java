package io.tributary.dataset;

import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds out how CSV files are cut and what their columns are called. */
final class CsvOpener {
  private final List<ReceivedFile> files;
  private final ReceivedFile file;
  private final DatasetSpec spec;
  private final FileLimits limits;

  /**
   * @param files at least one; the first decides about columns, delimiter and header
   */
  CsvOpener(List<ReceivedFile> files, DatasetSpec spec, FileLimits limits) {
    this.files = files;
    this.file = files.getFirst();
    this.spec = spec;
    this.limits = limits;
  }

  /** The files' rows. Throws {@link FileException} where the files are no table. */
  CsvRows open() {
    CsvDialect dialect = dialect();
    List<String> first = CsvRows.firstRecord(file, dialect, limits);
    if (first.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_EMPTY,
          file.label() + " has no row of data.",
          "Send at least one row; \"header\": false if line 1 is data.");
    }
    if (first.size() > limits.maxColumns()) {
      throw new FileException(
          FileFault.DATASET_INVALID_COLUMNS,
          "%s has more than %d columns.".formatted(file.label(), limits.maxColumns()),
          "Check the delimiter (read as %s); the limit is the setting tributary.dataset.max-columns."
              .formatted(CsvDialect.named(dialect.delimiter())));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      names.add(name(dialect.header() ? first.get(i) : "", i));
    }
    ColumnNames.require(
        file,
        names,
        "line 1",
        "Give each column a name of its own; \"header\": false if line 1 is data.");
    SameColumns same = new SameColumns(file, names, dialect, limits);
    files.stream().skip(1).forEach(other -> same.require(other, spec.header() != null));
    return new CsvRows(files, dialect, names.stream().map(InputColumn::named).toList(), limits);
  }

  /** Name of the column at {@code position} (from 0) whose header cell is {@code cell}. */
  static String name(String cell, int position) {
    String given = cell.strip();
    return given.isEmpty() ? "c" + (position + 1) : given;
  }

  private CsvDialect dialect() {
    CsvSniffer sniffer = sniffer();
    Character given = spec.delimiter() == null ? null : CsvDialect.delimiter(spec.delimiter());
    char likely = sniffer.delimiter();
    char delimiter = given != null ? given : "tsv".equals(spec.format()) ? '\t' : likely;
    if (delimiter != likely && sniffer.cells(delimiter) == 1 && sniffer.score(likely) > 0.9) {
      throw new FileException(
          FileFault.DATASET_WRONG_DELIMITER,
          "The delimiter %s leaves every line of %s in one column; %s cuts its first line into %d."
              .formatted(
                  CsvDialect.named(delimiter),
                  file.label(),
                  CsvDialect.named(likely),
                  sniffer.cells(likely)),
          "Give the delimiter %s, or leave it out of the spec.".formatted(CsvDialect.named(likely)),
          List.of(
              new Violation(
                  "delimiter",
                  "does not occur in the file",
                  "Use " + CsvDialect.named(likely) + ".")));
    }
    boolean header = spec.header() == null ? sniffer.header(delimiter) : spec.header();
    return new CsvDialect(
        delimiter, header, sniffer.decimalComma(delimiter), sniffer.spacedQuotes(delimiter));
  }

  private CsvSniffer sniffer() {
    try {
      return new CsvSniffer(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
