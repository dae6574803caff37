package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds out how a CSV file is cut, what its columns are, and whether it can be stored. */
final class CsvSurveyor {
  private static final int MAX_NAME_CHARACTERS = 200;

  private final List<ReceivedFile> files;
  private final ReceivedFile file;
  private final DatasetSpec spec;
  private final DatasetSettings settings;

  /**
   * @param files at least one; the first decides about columns, delimiter and header
   */
  CsvSurveyor(List<ReceivedFile> files, DatasetSpec spec, DatasetSettings settings) {
    this.files = files;
    this.file = files.getFirst();
    this.spec = spec;
    this.settings = settings;
  }

  /** Reads all files once. Throws {@link PlatformException} where it cannot be stored. */
  CsvSource survey() {
    CsvDialect dialect = dialect();
    List<String> first = CsvRows.firstRecord(file, dialect.delimiter(), settings);
    if (first.isEmpty()) {
      throw noRows();
    }
    if (first.size() > settings.maxColumns()) {
      throw new PlatformException(
          ErrorCode.DATASET_INVALID_COLUMNS,
          "%s has more than %d columns.".formatted(file.label(), settings.maxColumns()),
          "Check the delimiter (read as %s); the limit is the setting tributary.dataset.max-columns."
              .formatted(CsvDialect.named(dialect.delimiter())));
    }
    List<String> names = names(first, dialect.header());
    SameColumns same = new SameColumns(file, names, dialect, settings);
    files.stream().skip(1).forEach(other -> same.require(other, spec.header() != null));
    Map<String, ColumnSpec> specs = specs(names);
    BitSet numbersOnly = new BitSet();
    List<ColumnSurvey> surveys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnSpec column = specs.get(names.get(i));
      String type = column == null ? null : column.type();
      numbersOnly.set(i, "numeric".equals(type));
      surveys.add(new ColumnSurvey(names.get(i), type));
    }
    CsvRows rows = new CsvRows(files, dialect, names, numbersOnly, settings);
    long[] accepted = {0};
    Rejects rejects = new Rejects(10);
    rows.read(
        (where, row) -> {
          accepted[0]++;
          for (int i = 0; i < surveys.size(); i++) {
            surveys.get(i).add(row.getField(i), where, row.getStartingLineNumber());
          }
        },
        rejects);
    requireUsable(rows.label(), accepted[0], rejects, surveys);
    return new CsvSource(rows, specs, surveys, accepted[0]);
  }

  private CsvDialect dialect() {
    CsvSniffer sniffer = sniffer();
    Character given = spec.delimiter() == null ? null : CsvDialect.delimiter(spec.delimiter());
    char delimiter =
        given != null ? given : "tsv".equals(spec.format()) ? '\t' : sniffer.delimiter();
    char likely = sniffer.delimiter();
    if (delimiter != likely && sniffer.cells(delimiter) == 1 && sniffer.score(likely) > 0.9) {
      throw new PlatformException(
          ErrorCode.DATASET_WRONG_DELIMITER,
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
    return new CsvDialect(delimiter, header);
  }

  private CsvSniffer sniffer() {
    try {
      return new CsvSniffer(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(List<String> first, boolean header) {
    List<String> names = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < first.size(); i++) {
      String name = name(header ? first.get(i) : "", i);
      if (name.length() > MAX_NAME_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
        violations.add(
            new Violation(
                "line 1",
                "column %d has no usable name: '%s'".formatted(i + 1, FileNames.printable(name)),
                "Use up to 200 characters, no control characters."));
      }
      if (!seen.add(name)) {
        violations.add(
            new Violation(
                "line 1",
                "column %d is called '%s', as another one is"
                    .formatted(i + 1, FileNames.printable(name)),
                "Give each column a name of its own; \"header\": false if line 1 is data."));
      }
      names.add(name);
    }
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.DATASET_INVALID_COLUMNS,
          "The header of %s has %d unusable column name(s): %s"
              .formatted(file.label(), violations.size(), violations.getFirst().message()),
          violations.getFirst().advice(),
          violations.subList(0, Math.min(20, violations.size())));
    }
    return names;
  }

  /** Name of the column at {@code position} (from 0) whose header cell is {@code cell}. */
  static String name(String cell, int position) {
    String given = cell.strip();
    return given.isEmpty() ? "c" + (position + 1) : given;
  }

  private Map<String, ColumnSpec> specs(List<String> names) {
    Map<String, ColumnSpec> specs = new LinkedHashMap<>();
    List<Violation> violations = new ArrayList<>();
    List<ColumnSpec> given = Objects.requireNonNullElse(spec.columns(), List.of());
    Set<String> known = new HashSet<>(names);
    for (int i = 0; i < given.size(); i++) {
      ColumnSpec column = given.get(i);
      if (!known.contains(column.name())) {
        violations.add(
            new Violation(
                "columns[" + i + "].name",
                "the file has no column '%s'".formatted(FileNames.printable(column.name())),
                "Its columns: " + listed(names) + "."));
      }
      if ("vector".equals(column.type())) {
        violations.add(
            new Violation(
                "columns[" + i + "].type",
                "a CSV column holds one value per row",
                "Use numeric, categorical or text."));
      }
      specs.put(column.name(), column);
    }
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.DATASET_INVALID_SPEC,
          "The spec does not fit %s: %s: %s"
              .formatted(
                  file.label(), violations.getFirst().field(), violations.getFirst().message()),
          violations.getFirst().advice(),
          violations);
    }
    return specs;
  }

  private void requireUsable(
      String label, long accepted, Rejects rejects, List<ColumnSurvey> surveys) {
    long all = accepted + rejects.count();
    if (all == 0) {
      throw noRows();
    }
    if (accepted == 0 || rejects.count() > settings.maxRejectedShare() * all) {
      throw new PlatformException(
          ErrorCode.DATASET_ROWS_REJECTED,
          "%d of %d rows of %s do not parse.".formatted(rejects.count(), all, label),
          "Check the delimiter, the header and the column types; each violation names a line.",
          rejects.rows().stream().map(CsvSurveyor::violation).toList());
    }
    List<Violation> notFinite =
        surveys.stream().flatMap(s -> s.notFinite().stream()).limit(20).toList();
    if (!notFinite.isEmpty()) {
      throw new PlatformException(
          ErrorCode.DATASET_NOT_FINITE,
          "%s holds numbers that are not finite; the first: %s, %s."
              .formatted(label, notFinite.getFirst().field(), notFinite.getFirst().message()),
          "Correct them, or leave the cells empty where the value is missing.",
          notFinite);
    }
  }

  private static Violation violation(RejectedRow row) {
    return new Violation("line " + row.line(), row.reason(), "Correct or remove the row.");
  }

  private PlatformException noRows() {
    return new PlatformException(
        ErrorCode.DATASET_EMPTY,
        file.label() + " has no row of data.",
        "Send at least one row; \"header\": false if line 1 is data.");
  }

  private static String listed(List<String> names) {
    String all = String.join(", ", names.subList(0, Math.min(20, names.size())));
    return names.size() > 20 ? all + ", ..." : all;
  }
}
