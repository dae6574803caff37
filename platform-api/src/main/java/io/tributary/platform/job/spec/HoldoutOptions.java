package io.tributary.platform.job.spec;

import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec.EvaluationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks which rows are kept out of training. */
final class HoldoutOptions {
  static final String HOLDOUT = "evaluation.holdout";

  private static final double SHARE = 0.2;
  private static final int FOLDS = 5;
  private static final List<String> TYPES =
      List.of(Holdout.RANDOM, Holdout.STRATIFIED, Holdout.TIME, Holdout.GROUP, Holdout.FOLD);
  private static final List<String> OF_COLUMNS =
      List.of(Holdout.STRATIFIED, Holdout.TIME, Holdout.GROUP);

  private HoldoutOptions() {}

  /** Null where the document says nothing of it, or nothing right. */
  static @Nullable Holdout read(SpecNode evaluation) {
    if (!evaluation.isMapping("holdout")) {
      Double share = evaluation.number("holdout", Range.HOLDOUT);
      return share == null ? null : Holdout.random(share);
    }
    SpecNode node =
        evaluation.child("holdout", List.of("type", "share", "column", "folds", "fold"));
    String type = node.choice("type", TYPES, List.of());
    return new Holdout(
        type == null ? Holdout.RANDOM : type,
        node.number("share", Range.HOLDOUT),
        node.text("column", 1000),
        node.integer("folds", 2, Holdout.MOST_FOLDS),
        node.integer("fold", 1, Holdout.MOST_FOLDS));
  }

  /**
   * @param label column that stratified rows are told apart by where the document names none
   */
  static Holdout complete(@Nullable EvaluationSpec evaluation, @Nullable String label) {
    Holdout given = evaluation == null ? null : evaluation.holdout();
    if (given == null) {
      return Holdout.random(SHARE);
    }
    boolean fold = given.type().equals(Holdout.FOLD);
    boolean byLabel = given.type().equals(Holdout.STRATIFIED) && given.column() == null;
    return new Holdout(
        given.type(),
        given.share() == null && !fold ? Double.valueOf(SHARE) : given.share(),
        byLabel ? label : given.column(),
        given.folds() == null && fold ? Integer.valueOf(FOLDS) : given.folds(),
        given.fold());
  }

  /** Rows that are left for training at least. */
  static long trainingRows(long rows, Holdout complete) {
    if (complete.type().equals(Holdout.FOLD)) {
      Integer folds = complete.folds();
      return rows - Math.ceilDiv(rows, folds == null ? FOLDS : folds);
    }
    Double share = complete.share();
    return rows - Math.round(rows * (share == null ? SHARE : share));
  }

  /** Whether nothing is held out. */
  static boolean isNothing(Holdout complete) {
    return complete.share() != null && complete.share() == 0;
  }

  /**
   * Rules that need no data set.
   *
   * @param unlabelled whether the job learns without labels
   */
  static void check(Holdout complete, boolean unlabelled, Violations violations) {
    if (!violations.sound(HOLDOUT, HOLDOUT + ".type")) {
      return;
    }
    String type = complete.type();
    boolean fold = type.equals(Holdout.FOLD);
    foreign(complete.share(), "share", fold, type, "random, stratified, time, group", violations);
    foreign(
        complete.column(),
        "column",
        !OF_COLUMNS.contains(type),
        type,
        "stratified, time, group",
        violations);
    foreign(complete.folds(), "folds", !fold, type, "fold", violations);
    foreign(complete.fold(), "fold", !fold, type, "fold", violations);
    Integer folds = complete.folds();
    Integer number = complete.fold();
    if (fold && number == null && violations.sound(HOLDOUT + ".fold")) {
      violations.add(
          HOLDOUT + ".fold",
          "%s.fold is missing: a job keeps one of the %s folds out.".formatted(HOLDOUT, folds),
          "Write a number from 1 to %s, or submit all of them with POST /api/v1/cross-validations."
              .formatted(folds));
    } else if (fold && folds != null && number != null && number > folds) {
      violations.add(
          HOLDOUT + ".fold",
          "%s.fold is %d, but there are %d folds.".formatted(HOLDOUT, number, folds),
          "Write a number from 1 to %d.".formatted(folds));
    }
    boolean stratified = type.equals(Holdout.STRATIFIED);
    boolean needsColumn =
        type.equals(Holdout.TIME) || type.equals(Holdout.GROUP) || (stratified && unlabelled);
    if (needsColumn && complete.column() == null && violations.sound(HOLDOUT + ".column")) {
      violations.add(
          HOLDOUT + ".column",
          "%s.column is missing: type %s needs one%s."
              .formatted(HOLDOUT, type, stratified ? " where there is no label" : ""),
          stratified
              ? "Name the column whose values tell kinds of rows apart."
              : type.equals(Holdout.TIME)
                  ? "Name the column that rises with time."
                  : "Name the column whose rows belong together, for example the customer.");
    }
  }

  private static void foreign(
      @Nullable Object value,
      String key,
      boolean foreign,
      String type,
      String owners,
      Violations violations) {
    if (foreign && value != null) {
      violations.add(
          HOLDOUT + "." + key,
          "%s.%s is only for types %s, but the type is %s.".formatted(HOLDOUT, key, owners, type),
          "Leave it out, or write one of these types: %s.".formatted(owners));
    }
  }

  /**
   * Rules about the data set.
   *
   * @param task of the job; null where that is wrong
   */
  static void check(
      Holdout complete,
      DataSheet data,
      KeyColumnRules keys,
      @Nullable String task,
      Violations violations) {
    Integer folds = complete.folds();
    if (folds != null
        && folds > data.dataset().rows()
        && violations.sound(HOLDOUT, HOLDOUT + ".folds")) {
      violations.add(
          HOLDOUT + ".folds",
          "%s.folds is %d, but %s has %d rows."
              .formatted(HOLDOUT, folds, data.dataset().name(), data.dataset().rows()),
          "Write at most %d.".formatted(Math.max(2, data.dataset().rows())));
    }
    if (complete.column() != null
        && OF_COLUMNS.contains(complete.type())
        && violations.sound(HOLDOUT, HOLDOUT + ".type", HOLDOUT + ".column")) {
      keys.check(HOLDOUT + ".column", use(complete.type()), complete.column(), task);
    }
  }

  private static KeyColumnRules.Use use(String type) {
    return switch (type) {
      case Holdout.TIME -> KeyColumnRules.Use.ORDER;
      case Holdout.STRATIFIED -> KeyColumnRules.Use.CLASSES;
      default -> KeyColumnRules.Use.KEYS;
    };
  }
}
