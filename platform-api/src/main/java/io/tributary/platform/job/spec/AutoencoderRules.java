package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What autoencoders go with: {@code docs/unsupervised.md} says why. */
final class AutoencoderRules {
  static final String MODEL = "autoencoder";

  private final JobSpec given;
  private final JobSpec complete;
  private final ModelSpec model;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  AutoencoderRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.model = Objects.requireNonNull(complete.model());
    this.violations = violations;
  }

  static boolean applies(JobSpec spec) {
    return spec.model() != null && MODEL.equals(spec.model().type());
  }

  /** Rules that need no data set. */
  void check() {
    if (!applies(complete)) {
      return;
    }
    String task = complete.task();
    if (task != null && violations.sound("task") && !task.equals(UnsupervisedModels.EMBEDDING)) {
      violations.add(
          "task",
          "task is %s, but model.type is autoencoder, which is for embedding.".formatted(task),
          "Leave task out, or choose another model.");
    }
    if (model.code() == null && violations.sound("model.code")) {
      violations.add(
          "model.code",
          "model.code is missing: an autoencoder needs to know how many numbers a row becomes.",
          "Write a number, for example code: 16.");
    }
    refuseOther("initial", model.initial(), "random", "units that all begin alike stay alike");
    refuseOther("loss", model.loss(), "squared", "an autoencoder gives back its inputs");
    if (Objects.requireNonNull(complete.training()).classWeights() != null
        && violations.sound("training.classWeights")) {
      violations.add(
          "training.classWeights",
          "training.classWeights is given, but an autoencoder learns without labels, so there are no classes.",
          "Leave it out.");
    }
  }

  private void refuseOther(String key, @Nullable String value, String only, String why) {
    String field = "model." + key;
    if (given.model() != null && violations.sound(field) && !only.equals(value)) {
      violations.add(
          field,
          "%s is %s, but %s.".formatted(field, value, why),
          "Write %s, or leave it out.".formatted(only));
    }
  }

  /** Rules about the columns and the size of the model. */
  void checkSize(DataSheet data, List<String> features, long heap) {
    Integer code = model.code();
    if (code == null || !violations.sound("model", "features", "ignore", "label", "task")) {
      return;
    }
    for (String name : features) {
      ColumnView column = Objects.requireNonNull(data.column(name));
      if (data.becomesSparse(column)) {
        violations.add(
            "model.type",
            "model.type is autoencoder, which gives back dense rows only, but \"%s\" becomes %d inputs that are nearly all zero."
                .formatted(name, data.inputs(column)),
            "Write ignore: [\"%s\"].".formatted(name));
        return;
      }
    }
    long inputs = UnsupervisedRules.inputs(data, features);
    long half = 0;
    long width = inputs;
    for (int units : Objects.requireNonNull(model.hidden())) {
      half += width * units;
      width = units;
    }
    long parameters = 2 * (half + width * code) + biases(inputs, code);
    if (parameters > SizeRules.MOST_PARAMETERS) {
      violations.add(
          "model.hidden",
          "The model would have %d parameters; at most %d are supported."
              .formatted(parameters, SizeRules.MOST_PARAMETERS),
          "Use fewer units or fewer features.");
    } else {
      StateRules.check(complete, parameters, parameters, heap, violations);
    }
  }

  private long biases(long inputs, int code) {
    return 2L * Objects.requireNonNull(model.hidden()).stream().mapToInt(units -> units).sum()
        + code
        + inputs;
  }
}
