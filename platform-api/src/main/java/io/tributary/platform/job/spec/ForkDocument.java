package io.tributary.platform.job.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request to fork a job.
 *
 * @param step of a checkpoint; null means the latest
 * @param spec keys that differ from the forked job's spec; null where none differs
 */
public record ForkDocument(@Nullable Long step, @Nullable JsonNode spec) {

  /** Reads a request; adds what is wrong with it to {@code violations}. */
  public static ForkDocument read(JsonNode document, Violations violations) {
    SpecNode root = new SpecNode(document, "", List.of("step", "spec"), violations);
    Long step = root.whole("step");
    if (step != null && step < 0) {
      violations.add("step", "step is %d.".formatted(step), "Write 0 or the step of a checkpoint.");
    }
    JsonNode spec = document.get("spec");
    if (spec != null && !spec.isNull() && !spec.isObject()) {
      violations.add(
          "spec", "spec is not a mapping of keys to values.", "Write the keys that change.");
    }
    return new ForkDocument(step, spec == null || !spec.isObject() ? null : spec);
  }
}
