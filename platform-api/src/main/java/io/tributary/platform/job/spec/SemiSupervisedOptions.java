package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.SemiSupervisedSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks how rows without a label are learnt from. */
final class SemiSupervisedOptions {
  /** As DESIGN names it; the platform knows it as a way to learn a classification. */
  static final String TASK = "semi-supervised-classification";

  private static final String FIELD = "training.semiSupervised";
  private static final String CONSISTENCY = "consistency";
  private static final int MOST_SHIFT = 64;
  private static final int MOST_EPOCHS = 1_000_000;
  private static final double FIRST_CONFIDENCE = 0.99;
  private static final double CONFIDENCE = 0.8;
  private static final double NOISE = 0.1;
  private static final double MASK = 0.4;
  private static final int SHIFT = 4;

  private SemiSupervisedOptions() {}

  /**
   * Null where the document says nothing of it.
   *
   * @param asked whether the task says that rows lack labels
   */
  static @Nullable SemiSupervisedSpec read(SpecNode training, boolean asked) {
    SpecNode node =
        training.child(
            "semiSupervised",
            List.of(
                "type",
                "confidence",
                "firstConfidence",
                "weight",
                "warmupEpochs",
                "noise",
                "mask",
                "shift",
                "labels"));
    return asked || training.has("semiSupervised")
        ? new SemiSupervisedSpec(
            node.choice("type", List.of("pseudo-label", CONSISTENCY), List.of()),
            node.number("confidence", Range.SHARE),
            node.number("firstConfidence", Range.SHARE),
            node.number("weight", Range.NOT_NEGATIVE),
            node.integer("warmupEpochs", 0, MOST_EPOCHS),
            node.number("noise", Range.NOT_NEGATIVE),
            node.number("mask", Range.BELOW_ONE),
            node.integer("shift", 0, MOST_SHIFT),
            node.integer("labels", 1, Integer.MAX_VALUE))
        : null;
  }

  static @Nullable SemiSupervisedSpec complete(@Nullable TrainingSpec given, ModelSpec model) {
    SemiSupervisedSpec some = given == null ? null : given.semiSupervised();
    if (some == null) {
      return null;
    }
    Double confidence = or(some.confidence(), CONFIDENCE);
    boolean views = CONSISTENCY.equals(some.type());
    return new SemiSupervisedSpec(
        or(some.type(), "pseudo-label"),
        confidence,
        or(some.firstConfidence(), Math.max(FIRST_CONFIDENCE, confidence)),
        or(some.weight(), 1.0),
        or(some.warmupEpochs(), 0),
        views ? or(some.noise(), NOISE) : some.noise(),
        views ? or(some.mask(), MASK) : some.mask(),
        views && "cnn".equals(model.type()) ? or(some.shift(), SHIFT) : some.shift(),
        some.labels());
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** Rules that need no data set. */
  static void check(JobSpec complete, Violations violations) {
    SemiSupervisedSpec asked = Objects.requireNonNull(complete.training()).semiSupervised();
    if (asked == null || !violations.sound("training", FIELD)) {
      return;
    }
    checkOwners(asked, Objects.requireNonNull(complete.model()), violations);
    checkJob(complete, violations);
    Integer warmup = asked.warmupEpochs();
    Integer epochs = Objects.requireNonNull(complete.training()).epochs();
    if (violations.sound(FIELD + ".warmupEpochs", "training.epochs")
        && warmup != null
        && epochs != null
        && warmup >= epochs) {
      violations.add(
          FIELD + ".warmupEpochs",
          "%s.warmupEpochs is %d, but the job has %d epochs: rows without a label would never be looked at."
              .formatted(FIELD, warmup, epochs),
          "Write at most %d, or weight: 0 if that is what you want.".formatted(epochs - 1));
    }
  }

  private static void checkOwners(
      SemiSupervisedSpec asked, ModelSpec model, Violations violations) {
    boolean views = CONSISTENCY.equals(asked.type());
    if (violations.sound(FIELD + ".type") && !views) {
      owned("noise", asked.noise(), violations);
      owned("mask", asked.mask(), violations);
      owned("shift", asked.shift(), violations);
    } else if (views && asked.shift() != null && !"cnn".equals(model.type())) {
      violations.add(
          FIELD + ".shift",
          "%s.shift moves images, but model.type is %s, which knows no images."
              .formatted(FIELD, model.type()),
          "Leave it out, or write model type cnn.");
    }
  }

  private static void owned(String key, @Nullable Object value, Violations violations) {
    if (value != null) {
      violations.add(
          FIELD + "." + key,
          "%s.%s is only for type consistency, but the type is pseudo-label.".formatted(FIELD, key),
          "Leave it out, or write type: consistency.");
    }
  }

  private static void checkJob(JobSpec complete, Violations violations) {
    String task = complete.task();
    if (violations.sound("task") && task != null && !task.equals("classification")) {
      violations.add(
          FIELD,
          "%s is given, but the task is %s: only a class can be guessed and believed."
              .formatted(FIELD, task),
          "Leave it out, or write task: classification.");
      return;
    }
    String loss = Objects.requireNonNull(complete.model()).loss();
    if (violations.sound("model", "model.loss")
        && loss != null
        && !LossRules.givesProbabilities(loss)) {
      violations.add(
          "model.loss",
          "model.loss is %s, which gives no probabilities, but %s asks how sure the model is."
              .formatted(loss, FIELD),
          "Write cross-entropy, or logistic for two classes.");
    }
    String optimizer = Objects.requireNonNull(complete.optimizer()).type();
    if (violations.sound("optimizer.type") && SecondOrderRules.isSecondOrder(optimizer)) {
      violations.add(
          "optimizer.type",
          "optimizer.type is %s, which needs an objective that stays the same within an iteration; labels that the model finds change with it."
              .formatted(optimizer),
          "Write another optimizer, for example momentum or adam.");
    }
    String partitioning = Objects.requireNonNull(complete.training()).partitioning();
    if (violations.sound("training.partitioning") && "vertical".equals(partitioning)) {
      violations.add(
          "training.partitioning",
          "training.partitioning is vertical, where no partition sees what the model makes of a row, but %s asks for it."
              .formatted(FIELD),
          "Write horizontal, or leave %s out.".formatted(FIELD));
    }
  }

  /** Rules about the features. */
  static void check(
      JobSpec complete, DataSheet data, List<String> features, Violations violations) {
    SemiSupervisedSpec asked = Objects.requireNonNull(complete.training()).semiSupervised();
    if (asked == null
        || !CONSISTENCY.equals(asked.type())
        || !violations.sound("features", "ignore", "training", FIELD, FIELD + ".type")) {
      return;
    }
    for (String feature : features) {
      ColumnView column = data.column(feature);
      if (column != null && data.becomesSparse(column)) {
        violations.add(
            FIELD + ".type",
            "%s.type is consistency, which changes each input of a row, but \"%s\" is kept without its zeros."
                .formatted(FIELD, feature),
            "Write type: pseudo-label.");
        return;
      }
    }
  }
}
