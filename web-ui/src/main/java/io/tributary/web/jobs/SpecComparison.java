package io.tributary.web.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of several job specs, line by line: those that differ, and those that do not. */
record SpecComparison(List<Line> different, List<Line> equal) {

  /**
   * One setting.
   *
   * @param path dotted path in the spec
   * @param values one per job, in the jobs' order; empty where the spec does not have it
   */
  record Line(String path, List<String> values) {
    boolean isEqual() {
      return values.stream().distinct().count() == 1;
    }
  }

  static SpecComparison of(List<Map<String, Object>> specs) {
    List<Map<String, String>> flat =
        specs.stream()
            .map(
                spec -> {
                  Map<String, String> lines = new LinkedHashMap<>();
                  flatten("", spec, lines);
                  return lines;
                })
            .toList();
    Set<String> paths = new LinkedHashSet<>();
    flat.forEach(lines -> paths.addAll(lines.keySet()));
    List<Line> different = new ArrayList<>();
    List<Line> equal = new ArrayList<>();
    for (String path : paths) {
      Line line = new Line(path, flat.stream().map(lines -> lines.getOrDefault(path, "")).toList());
      (line.isEqual() ? equal : different).add(line);
    }
    return new SpecComparison(List.copyOf(different), List.copyOf(equal));
  }

  private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> lines) {
    tree.forEach(
        (key, value) -> {
          String path = prefix + key;
          if (value instanceof Map<?, ?> nested) {
            flatten(path + ".", nested, lines);
          } else {
            lines.put(path, text(value));
          }
        });
  }

  private static String text(Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
        : String.valueOf(value);
  }
}
