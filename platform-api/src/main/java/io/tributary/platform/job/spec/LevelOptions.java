package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec.CompressionSpec;
import io.tributary.engine.plan.CompressionLevel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The levels between which compression {@code adaptive} chooses. */
final class LevelOptions {
  private static final String FIELD = "compression.levels";
  private static final List<String> ALL =
      Arrays.stream(CompressionLevel.values()).map(CompressionLevel::label).toList();

  private LevelOptions() {}

  /** From fine to coarse, in whichever order they are given; all where none are. */
  static List<String> complete(@Nullable CompressionSpec given) {
    List<String> levels = given == null ? null : given.levels();
    return levels == null ? ALL : ALL.stream().filter(levels::contains).toList();
  }

  static void check(@Nullable List<String> given, String type, Violations violations) {
    if (given == null || !violations.sound(FIELD)) {
      return;
    }
    if (!type.equals("adaptive")) {
      violations.add(
          FIELD,
          "%s is only for type adaptive, but the type is %s.".formatted(FIELD, type),
          "Leave it out, or write type: adaptive.");
      return;
    }
    if (given.isEmpty()) {
      violations.add(
          FIELD,
          FIELD + " is empty: there is nothing to choose from.",
          "Leave it out for all levels, or write some of %s.".formatted(String.join(", ", ALL)));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      String field = "%s[%d]".formatted(FIELD, i);
      String level = given.get(i);
      if (!ALL.contains(level)) {
        violations.add(
            field,
            "%s is \"%s\", which is no level.".formatted(field, level),
            Spelling.advice(level, ALL));
      } else if (!seen.add(level)) {
        violations.add(field, "%s is \"%s\" once more.".formatted(field, level), "Name it once.");
      }
    }
  }
}
