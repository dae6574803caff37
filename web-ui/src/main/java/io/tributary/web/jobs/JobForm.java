package io.tributary.web.jobs;

import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The guided form: what was typed, by field, and the rest of the document that the form does not
 * show.
 *
 * @param rest YAML; the form's values go on top of it
 */
record JobForm(Map<JobField, String> values, String rest) {
  static final String REST = "rest";
  private static final String HOLDOUT = "evaluation.holdout";

  static JobForm suggested() {
    Map<JobField, String> values = new EnumMap<>(JobField.class);
    for (JobField field : JobField.values()) {
      values.put(field, field.suggestion());
    }
    return new JobForm(values, "");
  }

  static JobForm typed(Map<String, String> parameters) {
    Map<JobField, String> values = new EnumMap<>(JobField.class);
    for (JobField field : JobField.values()) {
      values.put(field, parameters.getOrDefault(field.path(), "").strip());
    }
    return new JobForm(values, parameters.getOrDefault(REST, ""));
  }

  static JobForm of(Map<String, Object> document) {
    Map<JobField, String> values = new EnumMap<>(JobField.class);
    Map<String, Object> rest = new LinkedHashMap<>(document);
    if (JobDocuments.get(document, HOLDOUT) instanceof Number share) {
      // The short way to say it.
      JobDocuments.put(rest, HOLDOUT, null);
      JobDocuments.put(rest, HOLDOUT + ".type", "random");
      JobDocuments.put(rest, HOLDOUT + ".share", share);
    }
    Map<String, Object> whole = new LinkedHashMap<>(rest);
    for (JobField field : JobField.values()) {
      Object value = JobDocuments.get(whole, field.path());
      values.put(field, value == null ? "" : field.show(value));
      JobDocuments.put(rest, field.path(), null);
    }
    return new JobForm(values, rest.isEmpty() ? "" : JobDocuments.write(rest));
  }

  JobForm with(JobField field, String value) {
    Map<JobField, String> changed = new EnumMap<>(values);
    changed.put(field, value);
    return new JobForm(changed, rest);
  }

  /** The whole document as YAML. */
  String document() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (JobField field : JobField.values()) {
      String typed = get(field);
      if (!typed.isEmpty()) {
        JobDocuments.put(tree, field.path(), field.read(typed));
      }
    }
    try {
      overlay(tree, JobDocuments.parse(rest), "");
    } catch (MalformedDocument tampered) {
      // The rest was written by this class; one that does not parse was changed by hand.
      return JobDocuments.write(tree);
    }
    return JobDocuments.write(tree);
  }

  private static void overlay(Map<String, Object> tree, Map<?, ?> rest, String prefix) {
    rest.forEach(
        (key, value) -> {
          String path = prefix + key;
          if (value instanceof Map<?, ?> child) {
            overlay(tree, child, path + ".");
          } else if (JobDocuments.get(tree, path) == null) {
            JobDocuments.put(tree, path, value);
          }
        });
  }

  String get(JobField field) {
    return values.getOrDefault(field, "");
  }

  /** For templates: the value of the input with this name. */
  public String value(String path) {
    return JobField.nearest(path).map(this::get).orElse("");
  }
}
