package io.tributary.platform.model;

import io.tributary.client.job.PromoteRequest;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;

/**
 * A valid request to make a model.
 *
 * @param name of the model: 1 to 100 letters, digits, dots, underscores, hyphens
 */
record Promotion(String name, Stage stage) {
  /** Throws INVALID_CONTENT with every violation. */
  static Promotion of(PromoteRequest request) {
    List<Violation> violations = new ArrayList<>();
    String name = request.name() == null ? "" : request.name();
    if (!ModelReference.NAME.matcher(name).matches()) {
      violations.add(
          new Violation(
              "name",
              "is not a model name",
              "Use 1 to 100 letters, digits, dots, underscores or hyphens."));
    }
    Stage stage =
        request.stage() == null ? Stage.NONE : ModelChanges.stage(request.stage(), violations);
    if (stage == null || !violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "A model cannot be called or staged like this.",
          "Correct what the violations name.",
          violations);
    }
    return new Promotion(name, stage);
  }
}
