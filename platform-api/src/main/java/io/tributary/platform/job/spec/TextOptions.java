package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.PreprocessingSpec;
import io.tributary.client.job.JobSpec.TextSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks which columns are read word by word. */
final class TextOptions {
  static final String TEXT = "preprocessing.text";

  private static final String COLUMNS = TEXT + ".columns";
  private static final int FEATURES = 1 << 16;
  private static final int FEWEST_FEATURES = 16;
  private static final int MOST_FEATURES = 1 << 22;
  private static final int MOST_WORDS = 3;

  private TextOptions() {}

  /** Null where the document says nothing of it. */
  static @Nullable TextSpec read(SpecNode preprocessing) {
    SpecNode node = preprocessing.child("text", List.of("columns", "features", "words"));
    return preprocessing.has("text")
        ? new TextSpec(
            node.texts("columns"),
            node.integer("features", FEWEST_FEATURES, MOST_FEATURES),
            node.integer("words", 1, MOST_WORDS))
        : null;
  }

  static @Nullable TextSpec complete(@Nullable TextSpec given) {
    return given == null
        ? null
        : new TextSpec(
            given.columns(),
            given.features() == null ? Integer.valueOf(FEATURES) : given.features(),
            given.words() == null ? Integer.valueOf(1) : given.words());
  }

  /** Inputs by the columns that are read word by word. */
  static Map<String, Integer> inputs(JobSpec spec) {
    PreprocessingSpec preprocessing = spec.preprocessing();
    TextSpec text = preprocessing == null ? null : complete(preprocessing.text());
    Map<String, Integer> inputs = new TreeMap<>();
    if (text != null && text.columns() != null && text.features() != null) {
      for (String column : text.columns()) {
        inputs.put(column, text.features());
      }
    }
    return inputs;
  }

  /**
   * @param features that the job learns from
   */
  static void check(JobSpec spec, DataSheet data, List<String> features, Violations violations) {
    PreprocessingSpec preprocessing = spec.preprocessing();
    TextSpec text = preprocessing == null ? null : preprocessing.text();
    if (text == null || !violations.sound("preprocessing", TEXT, COLUMNS)) {
      return;
    }
    List<String> columns = text.columns();
    if (columns == null || columns.isEmpty()) {
      violations.add(
          COLUMNS,
          "%s is %s: nothing is read word by word unless it is named."
              .formatted(COLUMNS, columns == null ? "missing" : "empty"),
          "Name columns, or leave %s out.".formatted(TEXT));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : columns) {
      ColumnView column = data.column(name);
      if (column == null) {
        violations.add(
            COLUMNS,
            "%s names \"%s\", which is not a column of %s; there is: %s."
                .formatted(COLUMNS, name, data.dataset().name(), Spelling.list(data.names())),
            Spelling.advice(name, data.names()));
      } else if (!DataSheet.isCategory(column)) {
        violations.add(
            COLUMNS,
            "%s names \"%s\", a %s column, which has no words."
                .formatted(COLUMNS, name, column.type()),
            "Name text or categorical columns.");
      } else if (!features.isEmpty() && !features.contains(name)) {
        violations.add(
            COLUMNS,
            "%s names \"%s\", which is no feature of this job.".formatted(COLUMNS, name),
            "Leave it out, or make it a feature.");
      } else if (!seen.add(name)) {
        violations.add(COLUMNS, "%s names \"%s\" twice.".formatted(COLUMNS, name), "Name it once.");
      }
    }
  }
}
