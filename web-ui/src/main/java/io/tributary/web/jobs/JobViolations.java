package io.tributary.web.jobs;

import io.tributary.client.problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Violations where a user looks for them.
 *
 * @param all in the order of the control plane
 * @param general those that belong to no field of the form
 */
record JobViolations(
    List<Violation> all, Map<JobField, List<Violation>> byField, List<Violation> general) {
  static final JobViolations NONE = of(List.of());

  static JobViolations of(List<Violation> violations) {
    Map<JobField, List<Violation>> byField = new EnumMap<>(JobField.class);
    List<Violation> general = new ArrayList<>();
    for (Violation violation : violations) {
      Optional<JobField> field = JobField.nearest(violation.field());
      if (field.isPresent()) {
        byField.computeIfAbsent(field.get(), any -> new ArrayList<>()).add(violation);
      } else {
        general.add(violation);
      }
    }
    return new JobViolations(List.copyOf(violations), byField, general);
  }

  /** For templates: the violations of the input with this name. */
  public List<Violation> at(String path) {
    return JobField.nearest(path)
        .map(field -> byField.getOrDefault(field, List.of()))
        .orElseThrow();
  }

  /** For templates: the names of all inputs. */
  public List<String> paths() {
    return Arrays.stream(JobField.values()).map(JobField::path).toList();
  }
}
