package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the columns of users and items of a recommendation can be told apart and read. */
final class UserItemRules {
  private final DataSheet data;
  private final JobSpec spec;
  private final Violations violations;

  UserItemRules(DataSheet data, JobSpec spec, Violations violations) {
    this.data = data;
    this.spec = spec;
    this.violations = violations;
  }

  /**
   * The user's column and the item's; empty where one is wrong.
   *
   * @param label of the job; null where it has none
   * @param weight likewise
   */
  List<String> columns(@Nullable String label, @Nullable String weight) {
    ModelSpec model = spec.model();
    String user = named("user", model == null ? null : model.user(), label, weight);
    String item = named("item", model == null ? null : model.item(), label, weight);
    if (user == null || item == null) {
      return List.of();
    }
    if (user.equals(item)) {
      violations.add(
          "model.item",
          "model.item is \"%s\", which is the user too.".formatted(item),
          "Name two columns: one says who, the other says what.");
      return List.of();
    }
    List<String> columns = List.of(user, item);
    if (spec.features() != null
        && violations.sound("features")
        && !spec.features().equals(columns)) {
      violations.add(
          "features",
          "features is %s, but matrix-factorization looks at the user and the item only: %s."
              .formatted(spec.features(), columns),
          "Leave features out, or write model type factorization-machine, which looks at more columns.");
    }
    return columns;
  }

  private @Nullable String named(
      String key, @Nullable String name, @Nullable String label, @Nullable String weight) {
    String field = "model." + key;
    if (!violations.sound("model", field)) {
      return null;
    }
    if (name == null) {
      violations.add(
          field,
          "%s is missing: recommendations need to know %s."
              .formatted(field, key.equals("user") ? "whose row it is" : "what a row is about"),
          "Name a column; there is: %s.".formatted(Spelling.list(data.names())));
      return null;
    }
    ColumnView column = data.column(name);
    if (column == null) {
      violations.add(
          field,
          "%s names \"%s\", which is not a column of %s; there is: %s."
              .formatted(field, name, data.dataset().name(), Spelling.list(data.names())),
          Spelling.advice(name, data.names()));
      return null;
    }
    if (!DataSheet.isNumeric(column) && !DataSheet.isCategory(column)) {
      violations.add(
          field,
          "%s is \"%s\", a %s column.".formatted(field, name, column.type()),
          "Choose a column with one number or one text per row.");
      return null;
    }
    List<String> ignored = spec.ignore() == null ? List.of() : spec.ignore();
    if (Stream.of(label, weight).anyMatch(name::equals) || ignored.contains(name)) {
      violations.add(
          field,
          "%s is \"%s\", which is %s."
              .formatted(
                  field,
                  name,
                  name.equals(label)
                      ? "the label"
                      : name.equals(weight) ? "the weight" : "ignored"),
          "Choose another column.");
      return null;
    }
    long distinct = data.distinct(column);
    if (distinct < 2 || distinct > ColumnRules.MOST_CATEGORIES) {
      violations.add(
          field,
          "%s is \"%s\", which has %d distinct values; 2 to %d are supported."
              .formatted(field, name, distinct, ColumnRules.MOST_CATEGORIES),
          distinct < 2
              ? "Choose a column that tells rows apart."
              : "Leave out those with the fewest rows.");
      return null;
    }
    return name;
  }
}
