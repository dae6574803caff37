package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.problem.Violation;
import io.tributary.dataset.AppendedRows;
import io.tributary.dataset.FileException;
import io.tributary.dataset.FileFault;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.Formats;
import io.tributary.dataset.IdxSource;
import io.tributary.dataset.InputColumn;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.Rows;
import io.tributary.dataset.Source;
import io.tributary.dataset.Surveyor;
import io.tributary.dataset.TableSource;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts the rows of uploads behind those of a version. Thread-safe. */
@Component
class Appends {
  private static final String ADVICE =
      "Send rows with the columns of the version, or upload them under another name.";

  private final DatasetCatalog catalog;
  private final DatasetSettings settings;

  Appends(DatasetCatalog catalog, DatasetSettings settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  /**
   * The rows of {@code base} and those of the files. DATASET_SCHEMA_MISMATCH where the files have
   * other columns.
   *
   * @param given how the files are to be read; columns are those of {@code base}
   */
  Source open(DatasetView base, List<ReceivedFile> files, DatasetSpec given) {
    if (base.edge() != null) {
      throw new PlatformException(
          ErrorCode.DATASET_STAYS_AT_AGENTS,
          "The rows of %s@%d stay at agents: none can be appended here."
              .formatted(base.name(), base.version()),
          "Append them to an agent's file: the next version has them.");
    }
    requireNoOtherTable(base, given);
    Rows added = rows(base, files, given);
    requireSameColumns(base, added);
    List<String> names = base.columns().stream().map(ColumnView::name).toList();
    AppendedRows all =
        new AppendedRows(base, tables -> catalog.scan(base.id(), names, tables), added);
    return new Surveyor(all, DatasetSpec.named(base.name()), settings.limits()).survey();
  }

  /** Checked for themselves first: in a long table, many bad rows are a small share. */
  private Rows rows(DatasetView base, List<ReceivedFile> files, DatasetSpec given) {
    List<ColumnSpec> types =
        base.columns().stream()
            .filter(c -> !c.type().equals("vector") && !c.type().equals("sparse"))
            .map(c -> new ColumnSpec(c.name(), c.type(), null))
            .toList();
    if (base.format().equals("idx")) {
      throw unsupported(base);
    }
    DatasetSpec spec =
        new DatasetSpec(base.name(), given.format(), given.header(), given.delimiter(), types);
    try {
      return switch (Formats.open(files, spec, settings.limits())) {
        case TableSource table -> table.source();
        case IdxSource pair -> throw unsupported(base);
      };
    } catch (FileException e) {
      if (e.fault() != FileFault.DATASET_INVALID_SPEC) {
        throw e;
      }
      throw mismatch(
          base,
          e.violations().stream()
              .map(v -> new Violation(column(types, v.field()), v.message(), ADVICE))
              .toList());
    }
  }

  private static void requireSameColumns(DatasetView base, Rows added) {
    Map<String, InputColumn> known =
        added.columns().stream()
            .collect(Collectors.toMap(InputColumn::name, Function.identity(), (a, b) -> a));
    List<Violation> violations = new ArrayList<>();
    for (ColumnView column : base.columns()) {
      InputColumn same = known.remove(column.name());
      if (same == null) {
        violations.add(violation(column.name(), "is missing in " + added.label()));
      } else if (isWide(column) && !column.type().equals(same.type())
          || same.isVector() && same.width() != column.width()) {
        violations.add(
            violation(
                column.name(),
                "is %s of width %d, but not in %s"
                    .formatted(column.type(), column.width(), added.label())));
      }
    }
    known
        .keySet()
        .forEach(name -> violations.add(violation(name, "is in " + added.label() + " only")));
    if (!violations.isEmpty()) {
      throw mismatch(base, violations);
    }
  }

  private static boolean isWide(ColumnView column) {
    return column.type().equals("vector") || column.type().equals("sparse");
  }

  private static void requireNoOtherTable(DatasetView base, DatasetSpec given) {
    if (given.columns() != null) {
      throw refused(
          "columns",
          "are given, but rows are appended to those of " + base.name(),
          "Leave them out.");
    }
    if (!given.name().equals(base.name())) {
      throw refused(
          "name",
          "is not the name of %s@%d, to which rows are appended"
              .formatted(base.name(), base.version()),
          "Leave it out.");
    }
  }

  private static String column(List<ColumnSpec> types, String field) {
    for (int i = 0; i < types.size(); i++) {
      if (field.startsWith("columns[" + i + "]")) {
        return types.get(i).name();
      }
    }
    return field;
  }

  private static Violation violation(String column, String what) {
    return new Violation(FileNames.printable(column), what, ADVICE);
  }

  private static PlatformException unsupported(DatasetView base) {
    return new PlatformException(
        ErrorCode.DATASET_UNSUPPORTED_CONTENT,
        "Rows cannot be appended to %s@%d by an IDX pair, nor to one."
            .formatted(base.name(), base.version()),
        "Upload the longer pair under the same name; what is unchanged is not stored twice.");
  }

  private static PlatformException mismatch(DatasetView base, List<Violation> violations) {
    return new PlatformException(
        ErrorCode.DATASET_SCHEMA_MISMATCH,
        "The rows do not fit %s@%d: column '%s' %s."
            .formatted(
                base.name(),
                base.version(),
                violations.getFirst().field(),
                violations.getFirst().message()),
        ADVICE,
        violations);
  }

  private static PlatformException refused(String field, String what, String advice) {
    return new PlatformException(
        ErrorCode.DATASET_INVALID_SPEC,
        "%s %s.".formatted(field, what),
        advice,
        List.of(new Violation(field, what, advice)));
  }
}
