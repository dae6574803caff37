package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether label, weight, id, features and task fit the columns of the data set; fills in what was
 * left out. What the spec says overrules roles that columns have.
 */
final class ColumnRules {
  /** A model has one output per class. */
  static final int MOST_CLASSES = 1000;

  /** A text column becomes one input per distinct value, and a plan lists them. */
  static final int MOST_CATEGORIES = 100_000;

  /** Up to here no text column is taken for names of rows. */
  private static final int FEW_CATEGORIES = 1000;

  /**
   * What a job learns from and what it learns; null where that is wrong.
   *
   * @param features columns in stored order where the spec named none, else in the spec's order
   */
  record Columns(
      @Nullable String label,
      @Nullable String weight,
      @Nullable String id,
      List<String> features,
      @Nullable String task) {}

  private final DataSheet data;
  private final JobSpec spec;
  private final Violations violations;

  ColumnRules(DataSheet data, JobSpec spec, Violations violations) {
    this.data = data;
    this.spec = spec;
    this.violations = violations;
  }

  Columns check() {
    List<String> ignore = spec.ignore() == null ? List.of() : spec.ignore();
    requireColumns("ignore", ignore);
    if (UnsupervisedModels.isUnsupervised(spec)) {
      return withoutLabel(ignore, Objects.requireNonNull(UnsupervisedModels.task(spec)));
    }
    if (AutoencoderRules.applies(spec)) {
      return withoutLabel(ignore, spec.task() == null ? UnsupervisedModels.EMBEDDING : spec.task());
    }
    if (RecommendationRules.TASK.equals(RecommendationRules.task(spec))) {
      return ofUsersAndItems(ignore);
    }
    ColumnView label = label(ignore);
    String task = label == null ? spec.task() : task(label);
    String target = label == null ? spec.label() : label.name();
    String weight = other("weight", spec.weight(), target, ignore);
    String id = other("id", spec.id(), target, ignore);
    if (weight != null && weight.equals(id)) {
      violations.add(
          "id",
          "id is \"%s\", which is the weight.".formatted(id),
          "Choose two columns, or leave one out.");
    }
    return new Columns(
        label == null ? null : label.name(),
        weight,
        id,
        features(target, weight, id, ignore),
        task);
  }

  /** Features are the user and the item, whatever else there is. */
  private Columns ofUsersAndItems(List<String> ignore) {
    boolean choices = RecommendationRules.isOfChoices(spec);
    ColumnView label = choices ? null : label(ignore);
    if (label != null) {
      requireNumbers(label, RecommendationRules.TASK);
    }
    String target = label == null ? spec.label() : label.name();
    String weight = other("weight", spec.weight(), target, ignore);
    String id = other("id", spec.id(), target, ignore);
    return new Columns(
        label == null ? null : label.name(),
        weight,
        id,
        new UserItemRules(data, spec, violations).columns(target, weight),
        RecommendationRules.TASK);
  }

  /** A column with the role label is no feature either. */
  private Columns withoutLabel(List<String> ignore, String task) {
    if (spec.label() != null) {
      violations.add(
          "label",
          "label is \"%s\", but %s learns without labels.".formatted(spec.label(), task),
          "Leave it out; to keep that column out of the features, write ignore: [\"%s\"]."
              .formatted(spec.label()));
    }
    if (spec.weight() != null) {
      violations.add(
          "weight",
          "weight is \"%s\", but %s counts every row alike.".formatted(spec.weight(), task),
          "Leave it out; to keep that column out of the features, write ignore: [\"%s\"]."
              .formatted(spec.weight()));
    }
    String id = other("id", spec.id(), null, ignore);
    return new Columns(null, null, id, features(null, spec.weight(), id, ignore), task);
  }

  /**
   * A column that is neither label nor input: the one that the spec gives, else the first with that
   * role that the spec gives no other part.
   */
  private @Nullable String other(
      String role, @Nullable String given, @Nullable String label, List<String> ignore) {
    if (!violations.sound(role)) {
      return null;
    }
    if (given == null) {
      String usual = data.byRole(role);
      List<String> features = spec.features() == null ? List.of() : spec.features();
      boolean free =
          usual != null
              && !usual.equals(label)
              && !ignore.contains(usual)
              && (role.equals("id") || !features.contains(usual));
      return free ? usual : null;
    }
    if (data.column(given) == null) {
      unknown(role, given);
      return null;
    }
    if (given.equals(label)) {
      violations.add(
          role,
          "%s is \"%s\", which is the label.".formatted(role, given),
          "Choose another column, or leave %s out.".formatted(role));
    }
    if (ignore.contains(given)) {
      violations.add(
          "ignore",
          "ignore holds \"%s\", which is the %s.".formatted(given, role),
          "Take it out of ignore, or leave %s out.".formatted(role));
    }
    return given;
  }

  private @Nullable ColumnView label(List<String> ignore) {
    if (!violations.sound("label")) {
      return null;
    }
    String name = spec.label() == null ? data.byRole("label") : spec.label();
    if (name == null) {
      violations.add(
          "label",
          "label is missing, and no column of %s has the role label."
              .formatted(data.dataset().name()),
          "Name the column to learn; there is: %s.".formatted(Spelling.list(data.names())));
      return null;
    }
    ColumnView column = data.column(name);
    if (column == null) {
      unknown("label", name);
      return null;
    }
    if (ignore.contains(name)) {
      violations.add(
          "ignore",
          "ignore holds \"%s\", which is the label.".formatted(name),
          "Take it out of ignore, or choose another label.");
    }
    if (DataSheet.isTime(column)) {
      violations.add(
          "label",
          "label is \"%s\", a column of dates or times.".formatted(name),
          "Choose a column with a number or a category; a time span in days can be learnt.");
      return null;
    }
    if (column.type().equals("vector") || DataSheet.isSparse(column)) {
      violations.add(
          "label",
          "label is \"%s\", a %s of %d values."
              .formatted(
                  name, DataSheet.isSparse(column) ? "sparse vector" : "vector", column.width()),
          "Choose a column with one number or one category per row.");
      return null;
    }
    return column;
  }

  private @Nullable String task(ColumnView label) {
    if (!violations.sound("task")) {
      return null;
    }
    String task = spec.task() == null ? JobDefaults.task(data, label) : spec.task();
    if (task.equals("regression")) {
      requireNumbers(label, task);
    } else {
      requireClasses(label);
    }
    return task;
  }

  private void requireNumbers(ColumnView label, String task) {
    if (!DataSheet.isNumeric(label)) {
      violations.add(
          "label",
          "label is \"%s\", a %s column; %s learns numbers."
              .formatted(label.name(), label.type(), task),
          "Choose a numeric column, or task: classification.");
    } else if (data.distinct(label) < 1) {
      noValue(label);
    }
  }

  private void requireClasses(ColumnView label) {
    long classes = data.distinct(label);
    if (classes < 1) {
      noValue(label);
    } else if (classes == 1) {
      violations.add(
          "label",
          "label is \"%s\", which has the same value in every row: one class."
              .formatted(label.name()),
          "Choose a column with at least two distinct values.");
    } else if (classes > MOST_CLASSES) {
      violations.add(
          "label",
          "label is \"%s\" with %d distinct values; at most %d classes are supported."
              .formatted(label.name(), classes, MOST_CLASSES),
          DataSheet.isNumeric(label)
              ? "Use task: regression for a numeric label."
              : "Choose a column with fewer distinct values.");
    }
  }

  private void noValue(ColumnView label) {
    violations.add(
        "label",
        "label is \"%s\", which has no value in any row.".formatted(label.name()),
        "Choose a column with values.");
  }

  private List<String> features(
      @Nullable String label, @Nullable String weight, @Nullable String id, List<String> ignore) {
    if (!violations.sound("features", "ignore")) {
      return List.of();
    }
    List<String> given = spec.features();
    List<String> features =
        given == null
            ? JobDefaults.features(data, notFeatures(label, weight, id, ignore))
            : new ArrayList<>(given);
    if (features.isEmpty()) {
      violations.add(
          "features",
          "features is empty: no column is left to learn from.",
          "There is: %s.".formatted(Spelling.list(data.names())));
    }
    requireColumns("features", features);
    Set<String> seen = new LinkedHashSet<>();
    for (String name : features) {
      if (!seen.add(name)) {
        violations.add("features", "features holds \"%s\" twice.".formatted(name), "Name it once.");
      }
      if (name.equals(label)) {
        violations.add(
            "features",
            "features holds \"%s\", which is the label.".formatted(name),
            "Take it out: a model that sees the answer learns nothing.");
      }
      if (name.equals(weight)) {
        violations.add(
            "features",
            "features holds \"%s\", which is the weight.".formatted(name),
            "Take it out: how much a row counts says nothing about its label.");
      }
      if (name.equals(id)) {
        violations.add(
            "features",
            "features holds \"%s\", which is the id.".formatted(name),
            "Take it out: what tells rows apart says nothing about other rows.");
      }
      if (ignore.contains(name)) {
        violations.add(
            "features",
            "\"%s\" is both in features and in ignore.".formatted(name),
            "Take it out of one of them.");
      }
      requireCategories(name);
    }
    return features;
  }

  private static Set<String> notFeatures(
      @Nullable String label, @Nullable String weight, @Nullable String id, List<String> ignore) {
    Set<String> names = new LinkedHashSet<>(ignore);
    Stream.of(label, weight, id).filter(Objects::nonNull).forEach(names::add);
    return names;
  }

  private void requireCategories(String name) {
    ColumnView column = data.column(name);
    if (column == null
        || !DataSheet.isCategory(column)
        || data.words().containsKey(column.name())) {
      return;
    }
    long distinct = data.distinct(column);
    long rows = data.dataset().rows();
    String advice =
        "Write ignore: [\"%s\"]; or, to read its words, preprocessing: {text: {columns: [\"%s\"]}}."
            .formatted(name, name);
    if (distinct > MOST_CATEGORIES) {
      violations.add(
          "features",
          "\"%s\" is a %s column with %d distinct values; at most %d can become inputs."
              .formatted(name, column.type(), distinct, MOST_CATEGORIES),
          advice);
    } else if (distinct > FEW_CATEGORIES && distinct > rows / 2) {
      violations.add(
          "features",
          "\"%s\" is a %s column with %d distinct values in %d rows: most rows have a value of their own, which says nothing about others."
              .formatted(name, column.type(), distinct, rows),
          advice);
    }
  }

  private void requireColumns(String field, List<String> names) {
    for (String name : names) {
      if (data.column(name) == null) {
        unknown(field, name);
      }
    }
  }

  private void unknown(String field, String name) {
    violations.add(
        field,
        "%s names \"%s\", which is not a column of %s; there is: %s."
            .formatted(field, name, data.dataset().name(), Spelling.list(data.names())),
        Spelling.advice(name, data.names()));
  }
}
