package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.ClassWeights;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.EarlyStoppingSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a loss goes with, and class weights: {@code docs/jobs.md} lists it. */
final class LossRules {
  static final List<String> OF_CLASSES =
      List.of("cross-entropy", "logistic", "hinge", "squared-hinge");
  static final List<String> OF_NUMBERS = List.of("squared", "huber", "poisson");
  static final List<String> LOSSES =
      List.of(
          "cross-entropy",
          "logistic",
          "hinge",
          "squared-hinge",
          "squared",
          "huber",
          "poisson",
          RecommendationRules.PAIRWISE);

  private static final String LOSS = "model.loss";
  private static final String WEIGHTS = "training.classWeights";

  private final JobSpec given;
  private final JobSpec complete;
  private final ModelSpec model;
  private final @Nullable ClassWeights weights;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  LossRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.model = Objects.requireNonNull(complete.model());
    this.weights = Objects.requireNonNull(complete.training()).classWeights();
    this.violations = violations;
  }

  /** The loss of a task where the document names none; null where the task is not known. */
  static @Nullable String usual(@Nullable String task) {
    return switch (task) {
      case "classification" -> "cross-entropy";
      case "regression", RecommendationRules.TASK, UnsupervisedModels.EMBEDDING -> "squared";
      case null, default -> null;
    };
  }

  /** Scores of a row. */
  static long scores(JobSpec complete, long classes) {
    String loss = Objects.requireNonNull(complete.model()).loss();
    boolean one =
        "logistic".equals(loss) || (String.valueOf(loss).endsWith("hinge") && classes == 2);
    return one || learnsNumbers(complete.task()) ? 1 : classes;
  }

  private static boolean learnsNumbers(@Nullable String task) {
    return "regression".equals(task) || RecommendationRules.TASK.equals(task);
  }

  /** Whether predictions are probabilities; distances are not. */
  static boolean givesProbabilities(String loss) {
    return loss.equals("cross-entropy") || loss.equals("logistic");
  }

  /** Rules that need no data set. */
  void check() {
    if (!violations.sound("model", LOSS)) {
      return;
    }
    ModelSpec asked = given.model();
    if (asked != null && asked.delta() != null && !"huber".equals(asked.loss())) {
      violations.add(
          "model.delta",
          "model.delta is only for loss huber, but the loss is %s."
              .formatted(asked.loss() == null ? "the usual one" : asked.loss()),
          "Write loss: huber, or leave delta out.");
    }
    String optimizer = Objects.requireNonNull(complete.optimizer()).type();
    if ("hinge".equals(model.loss())
        && violations.sound("optimizer.type")
        && SecondOrderRules.isSecondOrder(optimizer)) {
      violations.add(
          "optimizer.type",
          "optimizer.type is %s, but model.loss is hinge, which has corners where %s needs a curvature."
              .formatted(optimizer, optimizer),
          "Write loss squared-hinge, or another optimizer, for example momentum.");
    }
  }

  /**
   * Rules about the label.
   *
   * @param labels reads the label's values; asked only where a rule needs them
   */
  void check(DataSheet data, @Nullable String label, ColumnValues labels) {
    ColumnView target = label == null ? null : data.column(label);
    String task = complete.task();
    if (target == null || task == null || !violations.sound("label", "task")) {
      return;
    }
    if (violations.sound("model", LOSS)) {
      checkLoss(data, target, task, labels);
    }
    checkPresent(data, target, task, labels.missing(target.name()));
    checkStopping(data, target);
    if (weights != null && violations.sound("training", WEIGHTS)) {
      checkWeights(weights, task, labels);
    }
  }

  private void checkLoss(DataSheet data, ColumnView target, String task, ColumnValues labels) {
    List<String> fitting = learnsNumbers(task) ? OF_NUMBERS : OF_CLASSES;
    String loss = String.valueOf(model.loss());
    if (!fitting.contains(loss)) {
      violations.add(
          LOSS,
          "model.loss is %s, which learns %s, but the task is %s."
              .formatted(loss, learnt(loss), task),
          "Write one of: %s; or another task.".formatted(Spelling.list(fitting)));
    } else if (loss.equals("logistic") && data.distinct(target) > 2) {
      violations.add(
          LOSS,
          "model.loss is logistic, which tells two classes apart, but label \"%s\" has %d."
              .formatted(target.name(), data.distinct(target)),
          "Write cross-entropy, or leave loss out.");
    } else if (loss.equals("poisson")) {
      labels
          .firstNegative(target.name())
          .ifPresent(
              row ->
                  violations.add(
                      LOSS,
                      "model.loss is poisson, which counts, but label \"%s\" is %s in %s."
                          .formatted(target.name(), row.value(), row.place()),
                      "Write loss squared or huber, or a label that is never below 0."));
    }
  }

  private static String learnt(String loss) {
    if (loss.equals(RecommendationRules.PAIRWISE)) {
      return "what users choose";
    }
    return OF_CLASSES.contains(loss) ? "classes" : "numbers";
  }

  private void checkPresent(DataSheet data, ColumnView target, String task, long missing) {
    if (missing == 0
        || Objects.requireNonNull(complete.training()).semiSupervised() != null
        || !violations.sound("training", "training.semiSupervised")) {
      return;
    }
    violations.add(
        "label",
        "label is \"%s\", which has no value in %d of %d rows."
            .formatted(target.name(), missing, data.dataset().rows()),
        task.equals("classification")
            ? "Learn from those rows too, with training: {semiSupervised: {}}, or upload the data without them."
            : "Upload the data without those rows.");
  }

  private void checkStopping(DataSheet data, ColumnView target) {
    EarlyStoppingSpec stopping = Objects.requireNonNull(complete.evaluation()).earlyStopping();
    String field = "evaluation.earlyStopping.metric";
    if (stopping != null
        && violations.sound("evaluation", "evaluation.earlyStopping", field)
        && EarlyStoppingOptions.OF_TWO_CLASSES.contains(String.valueOf(stopping.metric()))
        && data.distinct(target) != 2) {
      violations.add(
          field,
          "%s is %s, which two classes have, but label \"%s\" has %d."
              .formatted(field, stopping.metric(), target.name(), data.distinct(target)),
          "Write accuracy, f1Macro or loss.");
    }
  }

  private void checkWeights(ClassWeights asked, String task, ColumnValues labels) {
    if (!task.equals("classification")) {
      violations.add(
          WEIGHTS,
          "training.classWeights is given, but the task is %s, which has no classes."
              .formatted(task),
          "Leave it out.");
      return;
    }
    Map<String, Double> byLabel = asked.byLabel();
    if (byLabel == null) {
      return;
    }
    List<String> classes = labels.classes(Objects.requireNonNull(complete.label()));
    for (String label : byLabel.keySet()) {
      if (!classes.contains(label)) {
        violations.add(
            WEIGHTS + "." + label,
            "training.classWeights names \"%s\", which no row has as \"%s\"."
                .formatted(label, complete.label()),
            Spelling.advice(label, classes));
      }
    }
  }
}
