package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.RowsSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What recommendations go with: {@code docs/recommendation.md} says why. */
final class RecommendationRules {
  static final String TASK = "recommendation";
  static final String MODEL = "matrix-factorization";
  static final String PAIRWISE = "pairwise";
  static final int MOST_NEGATIVES = 100;

  private static final String ROWS = "training.rows";

  private final JobSpec given;
  private final JobSpec complete;
  private final ModelSpec model;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  RecommendationRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.model = Objects.requireNonNull(complete.model());
    this.violations = violations;
  }

  /** The task, of which the model may say enough; null where neither says anything. */
  static @Nullable String task(JobSpec spec) {
    boolean matrix = spec.model() != null && MODEL.equals(spec.model().type());
    return spec.task() == null && matrix ? TASK : spec.task();
  }

  /** Whether rows say that something was chosen, not how it is rated. */
  static boolean isOfChoices(JobSpec spec) {
    return TASK.equals(task(spec)) && spec.model() != null && PAIRWISE.equals(spec.model().loss());
  }

  /**
   * Which rows each partition holds where the document does not say: all of a user, where a choice
   * is compared with what the user has not.
   *
   * @param model complete
   */
  static @Nullable RowsSpec rows(@Nullable RowsSpec given, ModelSpec model) {
    boolean choices = MODEL.equals(model.type()) && PAIRWISE.equals(model.loss());
    return given == null && choices && model.user() != null
        ? new RowsSpec(RowsSpec.KEY, model.user(), null)
        : given;
  }

  /** Rules that need no data set. */
  void check() {
    if (!violations.sound("model.type", "task")) {
      return;
    }
    boolean matrix = MODEL.equals(model.type());
    String task = complete.task();
    if (!matrix && !TASK.equals(task)) {
      return;
    }
    if (matrix != TASK.equals(task)) {
      violations.add(
          "model.type",
          "model.type is %s, but task is %s: %s is for %s, and nothing else is."
              .formatted(model.type(), task, MODEL, TASK),
          "Write model: {type: %s, user: ..., item: ...}, or another task.".formatted(MODEL));
      return;
    }
    if (given.model() != null
        && given.model().negatives() != null
        && !PAIRWISE.equals(model.loss())
        && violations.sound("model.negatives", "model.loss")) {
      violations.add(
          "model.negatives",
          "model.negatives is only for loss pairwise, but the loss is %s.".formatted(model.loss()),
          "Write loss: pairwise, or leave negatives out.");
    }
    if (isOfChoices(complete)) {
      checkChoices();
    }
  }

  private void checkChoices() {
    if (given.label() != null && violations.sound("label")) {
      violations.add(
          "label",
          "label is \"%s\", but model.loss is pairwise, which learns that something was chosen, not how it is rated."
              .formatted(given.label()),
          "Leave label out; or write loss: squared, to learn ratings.");
    }
    if (Objects.requireNonNull(complete.training()).classWeights() != null
        && violations.sound("training.classWeights")) {
      violations.add(
          "training.classWeights",
          "training.classWeights is given, but the task is recommendation, which has no classes.",
          "Leave it out.");
    }
    RowsSpec rows = Objects.requireNonNull(complete.training()).rows();
    if (rows != null
        && violations.sound(ROWS, ROWS + ".type", ROWS + ".column")
        && !(RowsSpec.KEY.equals(rows.type()) && Objects.equals(rows.column(), model.user()))) {
      violations.add(
          ROWS,
          "training.rows is %s, but model.loss is pairwise: a choice is compared with items that the user has not, so a user's rows have to be in one partition."
              .formatted(rows.type()),
          "Leave it out, or write {type: key, column: %s}.".formatted(model.user()));
    }
  }

  /** Rules about the size of the model. */
  void checkSize(DataSheet data, List<String> features, long heap) {
    Integer factors = model.factors();
    if (factors == null || !violations.sound("model", "features", "label", "task")) {
      return;
    }
    long inputs =
        features.stream()
            .mapToLong(name -> data.distinct(Objects.requireNonNull(data.column(name))))
            .sum();
    long parameters = inputs * (factors + 1) + 1;
    if (parameters > SizeRules.MOST_PARAMETERS) {
      violations.add(
          "model.factors",
          "The model would have %d parameters; at most %d are supported."
              .formatted(parameters, SizeRules.MOST_PARAMETERS),
          "Write fewer factors.");
    } else {
      StateRules.check(complete, parameters, 0, heap, violations);
    }
  }
}
