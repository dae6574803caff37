package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What models go with that learn without labels: {@code docs/unsupervised.md} says why. */
final class UnsupervisedRules {
  /** Directions of which all replicas find the components, in a time that nobody notices. */
  private static final int MOST_COMPONENTS = 256;

  /** What a replica finds the first centres of, as vectors of the centres' length. */
  private static final int CANDIDATES = 6;

  private static final String[] BY_GRADIENTS = {
    "linear",
    "mlp",
    "cnn",
    "factorization-machine",
    RecommendationRules.MODEL,
    AutoencoderRules.MODEL
  };

  private final JobSpec given;
  private final JobSpec complete;
  private final ModelSpec model;
  private final String type;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  UnsupervisedRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.model = Objects.requireNonNull(complete.model());
    this.type = String.valueOf(model.type());
    this.violations = violations;
  }

  static boolean isModel(@Nullable String type) {
    return type != null && UnsupervisedModels.TASKS.containsKey(type);
  }

  /** Rules that need no data set. */
  void check() {
    if (!violations.sound("model.type", "task")) {
      return;
    }
    String task = complete.task();
    if (!isModel(type)) {
      if (task != null
          && UnsupervisedModels.TASKS.containsValue(task)
          && !AutoencoderRules.applies(complete)) {
        violations.add(
            "model.type",
            "model.type is %s, which learns from labels, but task is %s.".formatted(type, task),
            "Write one of: %s.".formatted(String.join(", ", UnsupervisedModels.models(task))));
      }
      checkOwners();
      return;
    }
    if (task != null && !task.equals(UnsupervisedModels.TASKS.get(type))) {
      violations.add(
          "task",
          "task is %s, but model.type is %s, which is for %s."
              .formatted(task, type, UnsupervisedModels.TASKS.get(type)),
          "Leave task out, or choose another model.");
      return;
    }
    checkOwners();
    checkModel();
    checkOptimizer();
    checkCommunication();
    checkTraining();
  }

  private void checkOwners() {
    ModelSpec asked = given.model();
    if (asked == null) {
      return;
    }
    owned("clusters", asked.clusters(), "k-means");
    owned("components", asked.components(), "gaussian-mixture", "pca");
    owned("covariance", asked.covariance(), "gaussian-mixture");
    owned("varianceFloor", asked.varianceFloor(), "gaussian-mixture");
    owned("solver", asked.solver(), "pca");
    owned("user", asked.user(), RecommendationRules.MODEL);
    owned("item", asked.item(), RecommendationRules.MODEL);
    owned("negatives", asked.negatives(), RecommendationRules.MODEL);
    owned("code", asked.code(), AutoencoderRules.MODEL);
    if (isModel(type)) {
      owned("hidden", asked.hidden(), "mlp", "cnn", AutoencoderRules.MODEL);
      owned("activation", asked.activation(), "mlp", "cnn", AutoencoderRules.MODEL);
      owned("image", asked.image(), "cnn");
      owned("filters", asked.filters(), "cnn");
      owned("kernel", asked.kernel(), "cnn");
      owned("dropout", asked.dropout(), "mlp");
      owned("factors", asked.factors(), "factorization-machine", RecommendationRules.MODEL);
      owned("bias", asked.bias(), BY_GRADIENTS);
      owned("initial", asked.initial(), BY_GRADIENTS);
      owned("loss", asked.loss(), BY_GRADIENTS);
    }
  }

  private void owned(String key, @Nullable Object value, String... owners) {
    if (value != null && !List.of(owners).contains(type)) {
      String names = String.join(" or ", owners);
      violations.add(
          "model." + key,
          "model.%s is only for type %s, but the type is %s.".formatted(key, names, type),
          "Leave it out, or write type: %s.".formatted(owners[0]));
    }
  }

  private void checkModel() {
    if (type.equals("k-means")) {
      require("clusters", model.clusters(), 8);
    } else {
      require("components", model.components(), type.equals("pca") ? 2 : 8);
    }
    Integer components = model.components();
    if (type.equals("pca") && components != null && components > MOST_COMPONENTS) {
      violations.add(
          "model.components",
          "model.components is %d; at most %d components are supported."
              .formatted(components, MOST_COMPONENTS),
          "Write at most %d.".formatted(MOST_COMPONENTS));
    }
  }

  private void require(String key, @Nullable Integer value, int example) {
    String field = "model." + key;
    if (value == null && violations.sound(field)) {
      violations.add(
          field,
          "%s is missing: %s needs to know how many.".formatted(field, type),
          "Write a number, for example %s: %d.".formatted(key, example));
    }
  }

  private void checkOptimizer() {
    if (given.optimizer() != null
        && !given.optimizer().equals(UnsupervisedModels.optimizer())
        && violations.sound("optimizer")) {
      violations.add(
          "optimizer",
          "optimizer is given, but %s follows no gradient: each step gives the best parameters for what it sums."
              .formatted(type),
          "Leave it out.");
    }
  }

  private void checkCommunication() {
    String strategy = Objects.requireNonNull(complete.strategy()).type();
    if (violations.sound("strategy.type") && !"synchronous".equals(strategy)) {
      violations.add(
          "strategy.type",
          "strategy.type is %s, but each step of %s begins with what the one before ended with."
              .formatted(strategy, type),
          "Write synchronous, or leave it out.");
    }
    String compression = Objects.requireNonNull(complete.compression()).type();
    if (violations.sound("compression.type") && !"none".equals(compression)) {
      violations.add(
          "compression.type",
          "compression.type is %s, but %s sends statistics, not gradients: what is rounded off them does not average out."
              .formatted(compression, type),
          "Write none, or leave it out.");
    }
  }

  private void checkTraining() {
    TrainingSpec training = Objects.requireNonNull(complete.training());
    if (violations.sound("training.partitioning") && "vertical".equals(training.partitioning())) {
      violations.add(
          "training.partitioning",
          "training.partitioning is vertical, but %s compares whole rows.".formatted(type),
          "Write horizontal, or leave it out.");
    }
    Integer accumulation = training.accumulation();
    if (violations.sound("training.accumulation") && accumulation != null && accumulation > 1) {
      violations.add(
          "training.accumulation",
          "training.accumulation is %d, but %s has no gradients to accumulate."
              .formatted(accumulation, type),
          "Leave it out, and write a larger training.batchSize.");
    }
    if (training.classWeights() != null && violations.sound("training.classWeights")) {
      violations.add(
          "training.classWeights",
          "training.classWeights is given, but %s learns without labels, so there are no classes."
              .formatted(type),
          "Leave it out.");
    }
    Integer epochs = training.epochs();
    if (violations.sound("training.epochs", "model.solver")
        && "covariance".equals(model.solver())
        && epochs != null
        && epochs > 1) {
      violations.add(
          "training.epochs",
          "training.epochs is %d, but model.solver is covariance, which finds the components in one pass."
              .formatted(epochs),
          "Leave it out, or write model.solver: iterations.");
    }
  }

  /** Rules about rows and model size. */
  void check(DataSheet data, List<String> features, long trainingRows, long heap) {
    if (!isModel(type) || !violations.sound("model", "features", "ignore", "label", "task")) {
      return;
    }
    checkBatch(trainingRows);
    requireDense(data, features);
    if (!violations.sound("model.type")) {
      return;
    }
    long inputs = inputs(data, features);
    Integer many = type.equals("k-means") ? model.clusters() : model.components();
    if (many == null || inputs == 0) {
      return;
    }
    checkCount(many, inputs, trainingRows);
    Map<String, Long> parameters =
        Map.of(
            "k-means", many * inputs,
            "pca", (many + 1) * inputs + many,
            "gaussian-mixture", many * (inputs + squares(inputs) + 1));
    checkSize(Objects.requireNonNull(parameters.get(type)), heap);
  }

  private void requireDense(DataSheet data, List<String> features) {
    for (String name : features) {
      ColumnView column = data.column(name);
      if (column != null && data.becomesSparse(column) && violations.sound("model.type")) {
        violations.add(
            "model.type",
            "model.type is %s, which computes with dense rows only, but \"%s\" becomes %d inputs that are nearly all zero."
                .formatted(type, name, data.inputs(column)),
            "Write ignore: [\"%s\"], or learn with labels by a linear model or an mlp."
                .formatted(name));
      }
    }
  }

  /** Inputs that a model has of these columns. */
  static long inputs(DataSheet data, List<String> features) {
    long inputs = 0;
    for (String feature : features) {
      ColumnView column = data.column(feature);
      inputs += column == null ? 0 : data.inputs(column);
    }
    return inputs;
  }

  private long squares(long inputs) {
    return "full".equals(model.covariance()) ? inputs * (inputs + 1) / 2 : inputs;
  }

  private void checkBatch(long trainingRows) {
    TrainingSpec training = given.training();
    Integer batchSize = training == null ? null : training.batchSize();
    if (!type.equals("k-means")
        && batchSize != null
        && batchSize < trainingRows
        && violations.sound("training.batchSize")) {
      violations.add(
          "training.batchSize",
          "training.batchSize is %d, but each step of %s uses all %d training rows."
              .formatted(batchSize, type, trainingRows),
          "Leave it out, or write %d.".formatted(trainingRows));
    }
  }

  private void checkCount(int many, long inputs, long trainingRows) {
    if (type.equals("pca")) {
      if (many > inputs) {
        violations.add(
            "model.components",
            "model.components is %d, but the features become only %d inputs."
                .formatted(many, inputs),
            "Write at most %d.".formatted(inputs));
      }
      if ("covariance".equals(model.solver())
          && inputs > UnsupervisedModels.MOST_INPUTS_OF_A_COVARIANCE) {
        violations.add(
            "model.solver",
            "model.solver is covariance, but the features become %d inputs; at most %d are decomposed at once."
                .formatted(inputs, UnsupervisedModels.MOST_INPUTS_OF_A_COVARIANCE),
            "Write iterations, or leave it out.");
      }
    } else if (many > trainingRows) {
      String field = type.equals("k-means") ? "model.clusters" : "model.components";
      violations.add(
          field,
          "%s is %d, which is more than the %d training rows.".formatted(field, many, trainingRows),
          trainingRows < 1
              ? "Use a data set with more rows, or a smaller holdout."
              : "Write at most %d.".formatted(trainingRows));
    }
  }

  private void checkSize(long parameters, long heap) {
    String field = type.equals("k-means") ? "model.clusters" : "model.components";
    if (!violations.sound(field)) {
      return;
    }
    if (parameters > SizeRules.MOST_PARAMETERS) {
      violations.add(
          field,
          "The model would have %d parameters; at most %d are supported."
              .formatted(parameters, SizeRules.MOST_PARAMETERS),
          "full".equals(model.covariance())
              ? "Use fewer features or components, or write covariance: diagonal."
              : "Use fewer features, or write a smaller number.");
      return;
    }
    boolean stops = Objects.requireNonNull(complete.evaluation()).earlyStopping() != null;
    MemoryRules.check(field, (stops ? 2 : 1) + CANDIDATES, 1, parameters, heap, violations);
  }
}
