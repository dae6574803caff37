package io.tributary.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.client.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds out what columns hold, by looking at every cell once, and whether they can be stored. */
public final class Surveyor {
  private final Rows rows;
  private final List<ColumnSpec> given;
  private final FileLimits limits;

  public Surveyor(Rows rows, DatasetSpec spec, FileLimits limits) {
    this.rows = rows;
    this.given = Objects.requireNonNullElse(spec.columns(), List.of());
    this.limits = limits;
  }

  /** Reads all rows once. Throws {@link FileException} where they cannot be stored. */
  public TableSource survey() {
    if (!rows.columns().isEmpty()) {
      // Where the columns are known beforehand, a mistake in the spec need not wait for all rows.
      requireFittingSpec();
    }
    Map<String, ColumnSpec> specs = new LinkedHashMap<>();
    given.forEach(column -> specs.put(column.name(), column));
    AcceptedRows checked = new AcceptedRows(rows, specs);
    List<ColumnSurvey> surveys = new ArrayList<>();
    Rejects rejects = new Rejects(10);
    long[] accepted = {0};
    checked.read(
        row -> {
          accepted[0]++;
          grow(surveys, checked);
          for (ColumnSurvey survey : surveys) {
            survey.add(row);
          }
        },
        rejects);
    requireUsable(accepted[0], rejects, surveys);
    grow(surveys, checked);
    requireFittingSpec();
    return new TableSource(checked, surveys, accepted[0], limits);
  }

  private void grow(List<ColumnSurvey> surveys, AcceptedRows checked) {
    for (int i = surveys.size(); i < rows.columns().size(); i++) {
      InputColumn column = rows.columns().get(i);
      surveys.add(
          new ColumnSurvey(i, column.name(), checked.wantedType(column), checked.pattern(column)));
    }
  }

  private void requireFittingSpec() {
    List<Violation> violations = new ArrayList<>();
    Map<String, InputColumn> known = new LinkedHashMap<>();
    rows.columns().forEach(column -> known.put(column.name(), column));
    for (int i = 0; i < given.size(); i++) {
      ColumnSpec asked = given.get(i);
      InputColumn column = known.get(asked.name());
      if (column == null) {
        violations.add(
            new Violation(
                "columns[" + i + "].name",
                "the file has no column '%s'".formatted(FileNames.printable(asked.name())),
                "Its columns: " + ColumnNames.listed(List.copyOf(known.keySet())) + "."));
      } else if (asked.type() != null && !column.takes(asked.type())) {
        violations.add(
            new Violation(
                "columns[" + i + "].type",
                "column '%s' holds %s per row"
                    .formatted(asked.name(), column.width() == 1 ? "one value" : "many values"),
                column.width() != 1
                    ? "Leave the type out."
                    : "Use numeric, categorical, text or datetime."));
      }
    }
    if (!violations.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_INVALID_SPEC,
          "The spec does not fit %s: %s: %s"
              .formatted(
                  rows.label(), violations.getFirst().field(), violations.getFirst().message()),
          violations.getFirst().advice(),
          violations);
    }
  }

  private void requireUsable(long accepted, Rejects rejects, List<ColumnSurvey> surveys) {
    long all = accepted + rejects.count();
    boolean nothing =
        rows.columns().isEmpty() || surveys.stream().anyMatch(ColumnSurvey::isEmptySparse);
    if (all == 0 || (accepted > 0 && nothing)) {
      throw new FileException(
          FileFault.DATASET_EMPTY,
          rows.label() + " has no row of data.",
          rows instanceof CsvRows
              ? "Send at least one row; \"header\": false if line 1 is data."
              : "Send at least one row with at least one value.");
    }
    if (accepted == 0 || rejects.count() > limits.maxRejectedShare() * all) {
      throw new FileException(
          FileFault.DATASET_ROWS_REJECTED,
          "%d of %d rows of %s do not parse.".formatted(rejects.count(), all, rows.label()),
          "Check the delimiter, the header and the column types; each violation names a line.",
          rejects.rows().stream().map(Surveyor::violation).toList());
    }
    List<Violation> notTimes =
        surveys.stream().map(ColumnSurvey::notTimes).filter(Objects::nonNull).toList();
    if (!notTimes.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_INVALID_SPEC,
          "The spec does not fit %s: %s, which the spec calls datetime."
              .formatted(rows.label(), notTimes.getFirst().message()),
          notTimes.getFirst().advice(),
          notTimes);
    }
    List<Violation> notFinite =
        surveys.stream().flatMap(s -> s.notFinite().stream()).limit(20).toList();
    if (!notFinite.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_NOT_FINITE,
          "%s holds numbers that are not finite; the first: %s, %s."
              .formatted(
                  rows.label(), notFinite.getFirst().field(), notFinite.getFirst().message()),
          "Correct them, or leave the cells empty where the value is missing.",
          notFinite);
    }
  }

  private static Violation violation(RejectedRow row) {
    return new Violation("line " + row.line(), row.reason(), "Correct or remove the row.");
  }
}
