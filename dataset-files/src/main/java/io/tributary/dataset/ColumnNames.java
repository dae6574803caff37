package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which names columns may have: of bounded length, visible, no two the same, not too many. */
final class ColumnNames {
  private static final int MAX_CHARACTERS = 200;
  private static final int SHOWN_VIOLATIONS = 20;

  private ColumnNames() {}

  /**
   * Throws {@link FileException} with all names that cannot be used.
   *
   * @param place where the names stand, as field of the violations: {@code line 1}
   * @param duplicate advice for a name that is used twice
   */
  static void require(ReceivedFile file, List<String> names, String place, String duplicate) {
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!isUsable(name)) {
        violations.add(
            new Violation(
                place,
                "column %d has no usable name: '%s'".formatted(i + 1, FileNames.printable(name)),
                "Use up to %d characters, no control characters.".formatted(MAX_CHARACTERS)));
      }
      if (!seen.add(name)) {
        violations.add(
            new Violation(
                place,
                "column %d is called '%s', as another one is"
                    .formatted(i + 1, FileNames.printable(name)),
                duplicate));
      }
    }
    if (!violations.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_INVALID_COLUMNS,
          "The header of %s has %d unusable column name(s): %s"
              .formatted(file.label(), violations.size(), violations.getFirst().message()),
          violations.getFirst().advice(),
          violations.subList(0, Math.min(SHOWN_VIOLATIONS, violations.size())));
    }
  }

  /** Throws {@link FileException} where there are more columns than the limits allow. */
  static void requireCount(ReceivedFile file, long columns, FileLimits limits) {
    if (columns > limits.maxColumns()) {
      throw new FileException(
          FileFault.DATASET_INVALID_COLUMNS,
          "%s has more than %d columns.".formatted(file.label(), limits.maxColumns()),
          "Leave columns out; the limit is the setting tributary.dataset.max-columns.");
    }
  }

  static boolean isUsable(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_CHARACTERS
        && name.chars().noneMatch(c -> Character.isISOControl(c));
  }

  /** Names in a sentence. */
  static String listed(List<String> names) {
    String all = String.join(", ", names.subList(0, Math.min(20, names.size())));
    return names.size() > 20 ? all + ", ..." : all;
  }
}
