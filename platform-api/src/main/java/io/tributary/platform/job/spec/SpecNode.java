package io.tributary.platform.job.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One mapping of a document. Each getter answers null for a key that is absent, and for a value
 * that is wrong, which it reports.
 */
final class SpecNode {
  private static final int SHOWN = 80;

  private final JsonNode node;
  private final String path;
  private final Violations violations;

  /**
   * @param path of the mapping; empty for the document
   * @param keys every key that may occur; others are reported
   */
  SpecNode(@Nullable JsonNode node, String path, List<String> keys, Violations violations) {
    this.path = path;
    this.violations = violations;
    if (node == null || node.isNull() || node.isMissingNode()) {
      this.node = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
      return;
    }
    if (!node.isObject()) {
      violations.add(
          path.isEmpty() ? "document" : path,
          "%s is %s, not a mapping of keys to values."
              .formatted(path.isEmpty() ? "The document" : path, shown(node)),
          "Write keys and values; the keys are: %s.".formatted(Spelling.list(keys)));
      this.node = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
      return;
    }
    this.node = node;
    for (String key : ((ObjectNode) node).propertyNames()) {
      if (!keys.contains(key)) {
        violations.add(
            at(key), "%s is not a known key.".formatted(at(key)), Spelling.advice(key, keys));
      }
    }
  }

  SpecNode child(String key, List<String> keys) {
    return new SpecNode(node.get(key), at(key), keys, violations);
  }

  boolean has(String key) {
    return value(key) != null;
  }

  /** A text of 1 to {@code longest} characters without control characters. */
  @Nullable String text(String key, int longest) {
    JsonNode value = value(key);
    return value == null ? null : text(value, at(key), longest);
  }

  /** One of {@code now}; a value of {@code later} gets the answer that it is not there yet. */
  @Nullable String choice(String key, List<String> now, List<String> later) {
    String text = text(key, 200);
    if (text == null || now.contains(text)) {
      return text;
    }
    if (later.contains(text)) {
      violations.add(
          at(key),
          "%s is \"%s\", which this version does not support yet.".formatted(at(key), text),
          "Supported now: %s.".formatted(Spelling.list(now)));
    } else {
      violations.add(
          at(key),
          "%s is \"%s\", which is unknown.".formatted(at(key), text),
          Spelling.advice(text, now));
    }
    return null;
  }

  @Nullable Integer integer(String key, int smallest, int largest) {
    JsonNode value = value(key);
    return value == null ? null : integer(value, at(key), smallest, largest);
  }

  /** Any 64-bit whole number. */
  @Nullable Long whole(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    wrong(at(key), value, "not a 64-bit whole number", "Write a whole number, without quotes.");
    return null;
  }

  /** A finite number that {@code range} accepts. */
  @Nullable Double number(String key, Range range) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      wrong(at(key), value, "not a finite number", "Write a number " + range.words() + ".");
      return null;
    }
    if (!range.holds(value.doubleValue())) {
      wrong(at(key), value, "out of range", "Write a number " + range.words() + ".");
      return null;
    }
    return value.doubleValue();
  }

  /** Whether the value of a key is a text. */
  boolean isText(String key) {
    JsonNode value = value(key);
    return value != null && value.isString();
  }

  /** Whether the value of a key is a mapping. */
  boolean isMapping(String key) {
    JsonNode value = value(key);
    return value != null && value.isObject();
  }

  /** A mapping of any keys to numbers that {@code range} accepts, in the document's order. */
  @Nullable Map<String, Double> numbers(String key, Range range) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      wrong(at(key), value, "not a mapping", "Write keys and numbers, for example {a: 1, b: 2.5}.");
      return null;
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    List<String> keys = List.copyOf(((ObjectNode) value).propertyNames());
    SpecNode mapping = new SpecNode(value, at(key), keys, violations);
    for (String inner : keys) {
      Double number = mapping.number(inner, range);
      if (number != null) {
        numbers.put(inner, number);
      } else if (mapping.value(inner) == null) {
        violations.add(
            mapping.at(inner),
            "%s has no value.".formatted(mapping.at(inner)),
            "Write a number " + range.words() + ".");
      }
    }
    return numbers;
  }

  @Nullable Boolean flag(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return null;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    wrong(at(key), value, "neither true nor false", "Write true or false, without quotes.");
    return null;
  }

  @Nullable List<String> texts(String key) {
    return list(key, item -> text(item.value(), item.path(), 1000));
  }

  /** A list of lists. */
  @Nullable List<List<String>> textLists(String key) {
    return list(key, item -> list(item, inner -> text(inner.value(), inner.path(), 1000)));
  }

  @Nullable List<Integer> integers(String key, int smallest, int largest) {
    return list(key, item -> integer(item.value(), item.path(), smallest, largest));
  }

  /** Path of a key of this mapping. */
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private record Item(JsonNode value, String path) {}

  private <T> @Nullable List<T> list(String key, Function<Item, @Nullable T> read) {
    JsonNode value = value(key);
    return value == null ? null : list(new Item(value, at(key)), read);
  }

  private <T> @Nullable List<T> list(Item list, Function<Item, @Nullable T> read) {
    JsonNode value = list.value();
    if (!value.isArray()) {
      wrong(list.path(), value, "not a list", "Write a list, for example [a, b].");
      return null;
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      T item = read.apply(new Item(value.get(i), "%s[%d]".formatted(list.path(), i)));
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private @Nullable String text(JsonNode value, String field, int longest) {
    if (!value.isString()) {
      wrong(field, value, "not a text", "Put it in quotes if it is meant as a text.");
      return null;
    }
    String text = value.stringValue();
    if (text.isBlank() || text.length() > longest) {
      wrong(
          field,
          value,
          "%d characters long".formatted(text.length()),
          "Write 1 to %d characters that are not all blank.".formatted(longest));
      return null;
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      wrong(field, value, "a text with control characters", "Leave control characters out.");
      return null;
    }
    return text;
  }

  private @Nullable Integer integer(JsonNode value, String field, int smallest, int largest) {
    String advice = "Write a whole number from %d to %d.".formatted(smallest, largest);
    if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue())) {
      wrong(field, value, "not a whole number", advice);
      return null;
    }
    if (value.doubleValue() < smallest || value.doubleValue() > largest) {
      wrong(field, value, "out of range", advice);
      return null;
    }
    return (int) value.doubleValue();
  }

  private @Nullable JsonNode value(String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private void wrong(String field, JsonNode value, String what, String advice) {
    violations.add(field, "%s is %s, which is %s.".formatted(field, shown(value), what), advice);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
