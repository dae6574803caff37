package io.tributary.platform.model;

import io.tributary.client.job.PromoteRequest;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A valid request to make a checkpoint a model.
 *
 * @param name of the model: 1 to 100 letters, digits, dots, underscores, hyphens
 */
record Promotion(String name, String stage) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern STAGE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,49}");
  private static final String NO_STAGE = "none";

  /** Throws INVALID_CONTENT with every violation. */
  static Promotion of(PromoteRequest request) {
    List<Violation> violations = new ArrayList<>();
    String name = request.name() == null ? "" : request.name();
    if (!NAME.matcher(name).matches()) {
      violations.add(
          new Violation(
              "name",
              "is not a model name",
              "Use 1 to 100 letters, digits, dots, underscores or hyphens."));
    }
    String stage = request.stage() == null ? NO_STAGE : request.stage();
    if (!STAGE.matcher(stage).matches()) {
      violations.add(
          new Violation(
              "stage",
              "is not a stage",
              "Use up to 50 letters, digits, spaces, dots, underscores or hyphens."));
    }
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The checkpoint cannot be promoted like this.",
          "Correct what the violations name.",
          violations);
    }
    return new Promotion(name, stage);
  }
}
