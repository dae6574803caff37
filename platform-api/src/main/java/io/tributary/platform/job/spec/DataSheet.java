package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.preprocessing.FeatureTransform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rules ask of a data set version.
 *
 * @param distinct values by column, missing ones not counted
 * @param words inputs by the columns that the job reads word by word
 */
record DataSheet(DatasetView dataset, Map<String, Long> distinct, Map<String, Integer> words) {

  /** Column names, in stored order. */
  List<String> names() {
    return dataset.columns().stream().map(ColumnView::name).toList();
  }

  @Nullable ColumnView column(String name) {
    return dataset.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Name of the first column that has {@code role}; null where none has it. */
  @Nullable String byRole(String role) {
    return dataset.columns().stream()
        .filter(column -> role.equals(column.role()))
        .map(ColumnView::name)
        .findFirst()
        .orElse(null);
  }

  /** Distinct values of a column, missing ones not counted. */
  long distinct(ColumnView column) {
    Long count = distinct.get(column.name());
    if (count == null) {
      throw new IllegalStateException(
          "data set %s has no distinct count for its column %s"
              .formatted(dataset.id(), column.name()));
    }
    return count;
  }

  static boolean isNumeric(ColumnView column) {
    return column.type().equals("numeric");
  }

  static boolean isCategory(ColumnView column) {
    return column.type().equals("categorical") || column.type().equals("text");
  }

  static boolean isSparse(ColumnView column) {
    return column.type().equals("sparse");
  }

  /**
   * Whether rows of a column are kept without their zeros: it is sparse, or has many categories.
   */
  boolean becomesSparse(ColumnView column) {
    return isSparse(column)
        || words.containsKey(column.name())
        || (isCategory(column) && inputs(column) > FeatureTransform.OneHot.MOST_DENSE);
  }

  static boolean isTime(ColumnView column) {
    return column.type().equals("datetime");
  }

  /** Model inputs that a column becomes: one, its width, one per category, or parts of a date. */
  long inputs(ColumnView column) {
    Integer hashed = words.get(column.name());
    if (hashed != null) {
      return hashed;
    }
    if (isTime(column)) {
      return FeatureTransform.DateParts.INPUTS;
    }
    return isCategory(column) ? distinct(column) : column.width();
  }

  /** Partitions that can hold columns of {@code features}: a vector may be cut, others may not. */
  long pieces(List<String> features) {
    return features.stream()
        .map(this::column)
        .filter(Objects::nonNull)
        .mapToLong(column -> isCategory(column) || isSparse(column) ? 1 : column.width())
        .sum();
  }
}
