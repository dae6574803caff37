package io.tributary.platform.model;

import io.tributary.client.model.ModelChange;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid change of what people say about a model.
 *
 * @param stage null: stays
 * @param notes null: stay
 */
record ModelChanges(@Nullable Stage stage, @Nullable String notes) {
  private static final int LONGEST_NOTES = 10_000;

  /** Throws INVALID_CONTENT with every violation. */
  static ModelChanges of(ModelChange request) {
    List<Violation> violations = new ArrayList<>();
    Stage stage = request.stage() == null ? null : stage(request.stage(), violations);
    String notes = request.notes();
    if (request.stage() == null && notes == null) {
      violations.add(new Violation("", "changes nothing", "Give stage, notes or both."));
    }
    if (notes != null && notes.length() > LONGEST_NOTES) {
      violations.add(
          new Violation(
              "notes",
              "has %d characters, not up to %d".formatted(notes.length(), LONGEST_NOTES),
              "Shorten the notes."));
    }
    if (notes != null && notes.indexOf('\0') >= 0) {
      violations.add(new Violation("notes", "has a NUL character", "Remove it."));
    }
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The model cannot be changed like this.",
          "Correct what the violations name.",
          violations);
    }
    return new ModelChanges(stage, notes);
  }

  /** The stage of that name; null, with a violation, where there is none. */
  static @Nullable Stage stage(String text, List<Violation> violations) {
    Stage stage = Stage.named(text).orElse(null);
    if (stage == null) {
      violations.add(
          new Violation("stage", "is not a stage", "Use one of %s.".formatted(Stage.names())));
    }
    return stage;
  }
}
