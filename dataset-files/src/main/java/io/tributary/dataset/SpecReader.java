package io.tributary.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.problem.Violation;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the {@code spec} part of an upload and finds everything that is wrong with it. */
public final class SpecReader {
  static final Set<String> TYPES = ordered("numeric", "categorical", "text", "datetime", "vector");
  private static final Set<String> ROLES = ordered("label", "feature", "weight", "id", "ignore");

  /** At most one column of a data set has such a role. */
  private static final Set<String> SINGLE_ROLES = Set.of("label", "weight", "id");

  private static final Set<String> FORMATS =
      ordered("csv", "tsv", "jsonl", "arff", "parquet", "npy", "libsvm", "idx", "images");
  private static final Set<String> KEYS =
      ordered("name", "format", "header", "delimiter", "columns");
  private static final Set<String> COLUMN_KEYS = ordered("name", "type", "role", "pattern");
  private static final Set<String> PATTERNS =
      Arrays.stream(TimePattern.values())
          .map(TimePattern::word)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final List<Violation> violations = new ArrayList<>();

  private SpecReader() {}

  /**
   * The spec in {@code json}; {@code fallbackName} names the data set where the spec does not.
   * Format and delimiter come back in lower case.
   */
  public static DatasetSpec read(byte @Nullable [] json, String fallbackName) {
    if (json == null) {
      return DatasetSpec.named(fallbackName);
    }
    JsonNode document = parsed(json);
    SpecReader reader = new SpecReader();
    DatasetSpec spec = reader.spec(document, fallbackName);
    if (!reader.violations.isEmpty()) {
      Violation first = reader.violations.getFirst();
      throw new FileException(
          reader.violations.stream().allMatch(v -> v.field().equals("format"))
              ? FileFault.DATASET_UNKNOWN_FORMAT
              : reader.violations.stream().allMatch(v -> v.field().equals("name"))
                  ? FileFault.DATASET_INVALID_NAME
                  : FileFault.DATASET_INVALID_SPEC,
          "The data set spec has %d mistake(s); the first: %s: %s"
              .formatted(reader.violations.size(), first.field(), first.message()),
          first.advice(),
          reader.violations);
    }
    return spec;
  }

  private static JsonNode parsed(byte[] json) {
    try {
      JsonNode document = JsonMapper.shared().readTree(json);
      if (document.isObject()) {
        return document;
      }
    } catch (JacksonException e) {
      throw new FileException(
          FileFault.DATASET_INVALID_SPEC,
          "The part 'spec' is not JSON: " + e.getOriginalMessage(),
          "Send an object, for example {\"name\": \"digits\"}.");
    }
    throw new FileException(
        FileFault.DATASET_INVALID_SPEC,
        "The part 'spec' is JSON, but no object.",
        "Send an object, for example {\"name\": \"digits\"}.");
  }

  private DatasetSpec spec(JsonNode document, String fallbackName) {
    requireKnownKeys(document, "", KEYS);
    String given = text(document, "name", "");
    String name = FileNames.normalized(given == null ? fallbackName : given);
    if (!FileNames.isDatasetName(name)) {
      violate(
          "name",
          "'%s' cannot name a data set".formatted(FileNames.printable(name)),
          "Use up to 100 letters, digits and . _ - with a letter or digit first.");
    }
    String format = oneOf(document, "format", "", FORMATS);
    JsonNode header = document.path("header");
    if (!header.isMissingNode() && !header.isNull() && !header.isBoolean()) {
      violate("header", "is neither true nor false", "Write true or false, or leave it out.");
    }
    String delimiter = text(document, "delimiter", "");
    if (delimiter != null && CsvDialect.delimiter(delimiter) == null) {
      violate(
          "delimiter",
          "'%s' is no delimiter".formatted(FileNames.printable(delimiter)),
          "Use one character that is no letter, digit, quote or line end, or: comma, semicolon,"
              + " tab, space.");
    }
    return new DatasetSpec(
        name,
        format,
        header.isBoolean() ? Boolean.valueOf(header.booleanValue()) : null,
        delimiter,
        columns(document.path("columns")));
  }

  private @Nullable List<ColumnSpec> columns(JsonNode columns) {
    if (columns.isMissingNode() || columns.isNull()) {
      return null;
    }
    if (!columns.isArray()) {
      violate("columns", "is no list", "Write [{\"name\": ..., \"type\": ...}].");
      return null;
    }
    List<ColumnSpec> specs = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Map<String, String> roles = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String path = "columns[" + i + "].";
      JsonNode column = columns.get(i);
      if (!column.isObject()) {
        violate("columns[" + i + "]", "is no object", "Write {\"name\": ..., \"type\": ...}.");
        continue;
      }
      requireKnownKeys(column, path, COLUMN_KEYS);
      String name = text(column, "name", path);
      if (name == null) {
        violate(path + "name", "is missing", "Name the column as in the file's header.");
        continue;
      }
      if (!seen.add(name)) {
        violate(path + "name", "'%s' is named twice".formatted(name), "Name each column once.");
      }
      String type = oneOf(column, "type", path, TYPES);
      String role = oneOf(column, "role", path, ROLES);
      String other = role == null || !SINGLE_ROLES.contains(role) ? null : roles.put(role, name);
      if (other != null) {
        violate(
            path + "role",
            "'%s' has the role %s already".formatted(FileNames.printable(other), role),
            "Give the role %s to one column; write ignore for the others.".formatted(role));
      }
      String pattern = oneOf(column, "pattern", path, PATTERNS);
      if (pattern != null && !ColumnSurvey.TIME.equals(type)) {
        violate(
            path + "pattern",
            "is only for the type datetime",
            "Write \"type\": \"datetime\", or leave it out.");
      }
      specs.add(new ColumnSpec(name, type, role, pattern));
    }
    return specs;
  }

  private void requireKnownKeys(JsonNode object, String path, Set<String> known) {
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        violate(
            path + FileNames.printable(key),
            "is no known key",
            "Known keys: " + String.join(", ", known) + ".");
      }
    }
  }

  private @Nullable String oneOf(JsonNode object, String key, String path, Set<String> known) {
    String value = text(object, key, path);
    if (value == null) {
      return null;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!known.contains(lower)) {
      violate(
          path + key,
          "'%s' is not known".formatted(FileNames.printable(value)),
          "Use one of: " + String.join(", ", known) + ".");
    }
    return lower;
  }

  private @Nullable String text(JsonNode object, String key, String path) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      violate(path + key, "is no text", "Write it in quotes.");
      return null;
    }
    return value.stringValue();
  }

  private void violate(String field, String message, String advice) {
    violations.add(new Violation(field, message, advice));
  }

  private static Set<String> ordered(String... values) {
    return new LinkedHashSet<>(List.of(values));
  }
}
