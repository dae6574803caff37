package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.RowsSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks which rows each partition holds. */
final class RowsOptions {
  private static final String ROWS = "training.rows";
  private static final double ALPHA = 0.5;
  private static final Range ALPHAS =
      new Range("from 0.01 to 1000", value -> value >= 0.01 && value <= 1000);
  private static final List<String> TYPES =
      List.of(
          RowsSpec.RANDOM, RowsSpec.KEY, RowsSpec.TIME, RowsSpec.STRATIFIED, RowsSpec.LABEL_SKEW);
  private static final List<String> BY_LABEL = List.of(RowsSpec.STRATIFIED, RowsSpec.LABEL_SKEW);

  private RowsOptions() {}

  /** Null where the document says nothing of it. */
  static @Nullable RowsSpec read(SpecNode training) {
    SpecNode node = training.child("rows", List.of("type", "column", "alpha"));
    return training.has("rows")
        ? new RowsSpec(
            node.choice("type", TYPES, List.of()),
            node.text("column", 1000),
            node.number("alpha", ALPHAS))
        : null;
  }

  /**
   * @param label column that decides where the type is about labels and the document names none
   */
  static @Nullable RowsSpec complete(@Nullable RowsSpec given, @Nullable String label) {
    if (given == null) {
      return null;
    }
    String type = given.type() == null ? RowsSpec.RANDOM : given.type();
    return new RowsSpec(
        type,
        given.column() == null && BY_LABEL.contains(type) ? label : given.column(),
        given.alpha() == null && type.equals(RowsSpec.LABEL_SKEW)
            ? Double.valueOf(ALPHA)
            : given.alpha());
  }

  /** Rules that need no data set. */
  static void check(JobSpec complete, Violations violations) {
    TrainingSpec training = Objects.requireNonNull(complete.training());
    RowsSpec rows = training.rows();
    if (rows == null || !violations.sound(ROWS, ROWS + ".type", "training.partitioning")) {
      return;
    }
    if (VerticalRules.isVertical(complete)) {
      violations.add(
          ROWS,
          "training.rows is given, but training.partitioning is vertical: every partition has all rows.",
          "Leave it out, or write partitioning: horizontal.");
      return;
    }
    String type = Objects.requireNonNull(rows.type());
    if (rows.alpha() != null && !type.equals(RowsSpec.LABEL_SKEW)) {
      violations.add(
          ROWS + ".alpha",
          "training.rows.alpha is only for type label-skew, but the type is %s.".formatted(type),
          "Leave it out, or write type: label-skew.");
    }
    if (type.equals(RowsSpec.RANDOM) && rows.column() != null) {
      violations.add(
          ROWS + ".column",
          "training.rows.column is given, but the type is random.",
          "Leave it out, or write one of these types: key, time, stratified, label-skew.");
    }
    boolean byLabel = BY_LABEL.contains(type);
    boolean needsColumn =
        type.equals(RowsSpec.KEY)
            || type.equals(RowsSpec.TIME)
            || (byLabel
                && (UnsupervisedModels.isUnsupervised(complete)
                    || AutoencoderRules.applies(complete)));
    if (needsColumn && rows.column() == null && violations.sound(ROWS + ".column")) {
      violations.add(
          ROWS + ".column",
          "training.rows.column is missing: type %s needs one%s."
              .formatted(type, byLabel ? " where there is no label" : ""),
          byLabel
              ? "Name the column whose values tell kinds of rows apart."
              : type.equals(RowsSpec.TIME)
                  ? "Name the column that rises with time."
                  : "Name the column whose rows belong together, for example the customer.");
    }
  }

  /** Rules about the data set. */
  static void check(JobSpec complete, KeyColumnRules keys, Violations violations) {
    TrainingSpec training = Objects.requireNonNull(complete.training());
    RowsSpec rows = training.rows();
    if (rows == null
        || rows.column() == null
        || !violations.sound(ROWS, ROWS + ".type", ROWS + ".column", "label")) {
      return;
    }
    String type = Objects.requireNonNull(rows.type());
    String name = rows.column();
    keys.check(ROWS + ".column", use(type), name, complete.task());
    int partitions = Objects.requireNonNull(training.partitions());
    if (type.equals(RowsSpec.KEY)
        && violations.sound(ROWS + ".column", "training.partitions")
        && keys.distinct(name) < partitions) {
      violations.add(
          "training.partitions",
          "training.partitions is %d, but \"%s\" has %d distinct values: some partitions would have no row."
              .formatted(partitions, name, keys.distinct(name)),
          "Write at most %d.".formatted(keys.distinct(name)));
    }
  }

  private static KeyColumnRules.Use use(String type) {
    return switch (type) {
      case RowsSpec.TIME -> KeyColumnRules.Use.ORDER;
      case RowsSpec.KEY -> KeyColumnRules.Use.KEYS;
      default -> KeyColumnRules.Use.CLASSES;
    };
  }
}
