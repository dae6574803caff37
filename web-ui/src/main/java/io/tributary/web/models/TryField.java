package io.tributary.web.models;

import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import io.tributary.client.model.ModelView.InputColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One raw column to fill in.
 *
 * @param choices categories that the model knows, the most frequent first as far as that is known
 * @param profile what the training data had in it; null where they are gone
 */
record TryField(InputColumn column, List<String> choices, @Nullable ColumnProfile profile) {
  private static final int MOST_IN_A_LIST = 200;

  /** Below, four or nine numbers are more likely numbers. */
  private static final int SMALLEST_IMAGE = 8;

  static TryField of(InputColumn column, @Nullable ColumnProfile profile) {
    Set<String> known = new LinkedHashSet<>(column.values());
    Set<String> choices = new LinkedHashSet<>();
    if (profile != null) {
      profile.topValues().stream()
          .map(ValueCount::value)
          .filter(known::contains)
          .forEach(choices::add);
    }
    choices.addAll(known);
    return new TryField(column, new ArrayList<>(choices), profile);
  }

  /** Whether there is a smallest and a largest value to show. */
  public boolean hasRange() {
    return profile != null && profile.minimum() != null && profile.maximum() != null;
  }

  /** What the column is filled in with: {@code list, proposals, vector, sparse, text, number}. */
  public String control() {
    return switch (column.type()) {
      case "vector" -> "vector";
      case "sparse" -> "sparse";
      case "text" -> "text";
      case "categorical" ->
          choices.isEmpty() || choices.size() > MOST_IN_A_LIST ? "proposals" : "list";
      default -> "number";
    };
  }

  /** Pixels per side of a vector that may be a square image, else 0. */
  public int side() {
    int side = (int) Math.round(Math.sqrt(column.width()));
    return side >= SMALLEST_IMAGE && side * side == column.width() ? side : 0;
  }
}
