package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import io.tributary.client.job.JobSpec.WorkersSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the numbers of a complete spec fit each other and the data. */
final class SizeRules {
  /** Parameters of one model: 400 MB as 32-bit numbers, in every process that folds them. */
  static final long MOST_PARAMETERS = 100_000_000;

  private static final String MACHINE = "factorization-machine";

  private final JobSpec given;
  private final JobSpec complete;
  private final long heap;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   * @param heap largest heap of the control plane, in bytes
   */
  SizeRules(JobSpec given, JobSpec complete, long heap, Violations violations) {
    this.heap = heap;
    this.given = given;
    this.complete = complete;
    this.violations = violations;
  }

  /** Rules that need no data set. */
  void check() {
    checkModel();
    new UnsupervisedRules(given, complete, violations).check();
    new RecommendationRules(given, complete, violations).check();
    new AutoencoderRules(given, complete, violations).check();
    checkOptimizer();
    checkStrategy();
    GossipRules.check(complete, violations);
    new SecondOrderRules(given, complete, violations).check();
    new LossRules(given, complete, violations).check();
    SemiSupervisedOptions.check(complete, violations);
    VerticalRules vertical = new VerticalRules(given, complete, violations);
    vertical.check();
    if (given.compression() != null) {
      CompressionOptions.check(given.compression(), complete, violations);
    }
    HoldoutOptions.check(
        holdout(),
        UnsupervisedModels.isUnsupervised(complete)
            || RecommendationRules.isOfChoices(complete)
            || AutoencoderRules.applies(complete),
        violations);
    RowsOptions.check(complete, violations);
    EarlyStoppingOptions.check(Objects.requireNonNull(complete.evaluation()), complete, violations);
    TrainingSpec training = Objects.requireNonNull(complete.training());
    int batchSize = number(training.batchSize());
    int partitions = number(training.partitions());
    if (violations.sound("training.batchSize", "training.partitions")
        && !vertical.applies()
        && batchSize < partitions) {
      violations.add(
          "training.batchSize",
          "training.batchSize is %d, which is less than the %d partitions: some would have no row."
              .formatted(batchSize, partitions),
          "Write at least %d, or fewer partitions.".formatted(partitions));
    }
    WorkersSpec workers = Objects.requireNonNull(complete.workers());
    int min = number(workers.min());
    int max = number(workers.max());
    if (violations.sound("workers") && violations.sound("workers.min", "workers.max")) {
      if (min > max) {
        violations.add(
            "workers.min",
            "workers.min is %d, which is more than workers.max, %d.".formatted(min, max),
            "Write a min of at most %d.".formatted(max));
      } else if (violations.sound("training.partitions") && min > partitions) {
        violations.add(
            "workers.min",
            "workers.min is %d, but only %d agents can have one of the %d partitions."
                .formatted(min, partitions, partitions),
            "Write a min of at most %d, or more partitions.".formatted(partitions));
      }
    }
  }

  /** Rules about rows and model size. */
  void check(DataSheet data, List<String> features, @Nullable String label, long trainingRows) {
    new SecondOrderRules(given, complete, violations).check(trainingRows);
    SemiSupervisedOptions.check(complete, data, features, violations);
    VerticalRules vertical = new VerticalRules(given, complete, violations);
    vertical.check(data, features);
    new UnsupervisedRules(given, complete, violations).check(data, features, trainingRows, heap);
    TrainingSpec training = Objects.requireNonNull(complete.training());
    int partitions = vertical.applies() ? 1 : number(training.partitions());
    if (violations.sound("training.partitions", "evaluation.holdout")
        && partitions > trainingRows) {
      violations.add(
          "training.partitions",
          "training.partitions is %d, which is more than the %d training rows (%d rows, holdout %s)."
              .formatted(partitions, trainingRows, data.dataset().rows(), holdout().document()),
          trainingRows < 1
              ? "Use a data set with more rows, or a smaller holdout."
              : "Write at most %d.".formatted(trainingRows));
    }
    if (AutoencoderRules.applies(complete)) {
      new AutoencoderRules(given, complete, violations).checkSize(data, features, heap);
      return;
    }
    if (RecommendationRules.TASK.equals(complete.task())) {
      new RecommendationRules(given, complete, violations).checkSize(data, features, heap);
      return;
    }
    ColumnView target = label == null ? null : data.column(label);
    if (target != null && violations.sound("model", "features", "ignore", "label", "task")) {
      checkParameters(data, features, target, trainingRows);
    }
  }

  private void checkModel() {
    ModelSpec model = Objects.requireNonNull(complete.model());
    if (!violations.sound("model.type") || UnsupervisedRules.isModel(model.type())) {
      return;
    }
    boolean mlp = "mlp".equals(model.type());
    List<Integer> hidden = model.hidden();
    if (mlp && violations.sound("model.hidden") && (hidden == null || hidden.isEmpty())) {
      violations.add(
          "model.hidden",
          "model.hidden is %s, but an mlp needs at least one hidden layer."
              .formatted(hidden == null ? "missing" : "empty"),
          "Write the units per hidden layer, for example hidden: [64].");
    }
    if (!"cnn".equals(model.type()) && !AutoencoderRules.applies(complete)) {
      checkOwner("hidden", hidden, "mlp");
      checkOwner("activation", model.activation(), "mlp");
    }
    checkOwner("image", model.image(), "cnn");
    checkOwner("filters", model.filters(), "cnn");
    checkOwner("kernel", model.kernel(), "cnn");
    new ImageRules(model, violations).check();
    checkOwner("dropout", model.dropout(), "mlp");
    boolean factorizes =
        MACHINE.equals(model.type()) || RecommendationRules.MODEL.equals(model.type());
    if (!factorizes) {
      checkOwner("factors", model.factors(), MACHINE);
    }
    if (factorizes && violations.sound("model.initial") && !"random".equals(model.initial())) {
      violations.add(
          "model.initial",
          "model.initial is %s, but factors that all begin alike stay alike."
              .formatted(model.initial()),
          "Write random, or leave it out.");
    }
  }

  private void checkOptimizer() {
    OptimizerSpec optimizer = given.optimizer();
    if (optimizer != null && !UnsupervisedModels.isUnsupervised(complete)) {
      OptimizerOptions.check(
          optimizer,
          Objects.requireNonNull(complete.optimizer()),
          number(Objects.requireNonNull(complete.training()).epochs()),
          violations);
    }
  }

  private void checkStrategy() {
    StrategySpec strategy = given.strategy();
    if (strategy != null) {
      StrategyOptions.check(strategy, Objects.requireNonNull(complete.strategy()), violations);
    }
    int accumulation = number(Objects.requireNonNull(complete.training()).accumulation());
    if (accumulation > 1
        && "local-sgd".equals(Objects.requireNonNull(complete.strategy()).type())) {
      violations.add(
          "training.accumulation",
          "training.accumulation is %d, but in local-sgd each batch changes the local parameters."
              .formatted(accumulation),
          "Leave it out, and write strategy.localSteps or a larger training.batchSize.");
    }
  }

  private void checkOwner(String key, @Nullable Object value, String owner) {
    String type = Objects.requireNonNull(complete.model()).type();
    String field = "model." + key;
    if (value != null && !owner.equals(type) && violations.sound(field)) {
      violations.add(
          field,
          "%s is only for type %s, but the type is %s.".formatted(field, owner, type),
          "Write type: %s, or leave %s out.".formatted(owner, key));
    }
  }

  private void checkParameters(
      DataSheet data, List<String> features, ColumnView label, long trainingRows) {
    long width = 0;
    for (String feature : features) {
      width += data.inputs(Objects.requireNonNull(data.column(feature)));
    }
    ImageRules images = new ImageRules(Objects.requireNonNull(complete.model()), violations);
    if (!images.fits(data, features, width)) {
      return;
    }
    long parameters = images.parameters();
    long inputs = width;
    width = images.applies() ? images.outputs() : width;
    List<Integer> hidden = Objects.requireNonNull(complete.model()).hidden();
    for (int units : hidden == null ? List.<Integer>of() : hidden) {
      parameters += (width + 1) * units;
      width = units;
    }
    long outputs = LossRules.scores(complete, data.distinct(label));
    Integer factors = Objects.requireNonNull(complete.model()).factors();
    parameters += (width + 1) * outputs;
    parameters += factors == null ? 0 : inputs * outputs * factors;
    if (parameters > MOST_PARAMETERS) {
      violations.add(
          hidden == null ? "features" : "model.hidden",
          "The model would have %d parameters; at most %d are supported."
              .formatted(parameters, MOST_PARAMETERS),
          hidden == null ? "Use fewer features." : "Use fewer units or fewer features.");
    } else {
      long first = hidden == null || hidden.isEmpty() ? parameters : inputs * hidden.getFirst();
      StateRules.check(complete, parameters, parameters - first, heap, violations);
      new VerticalRules(given, complete, violations)
          .checkScores(
              hidden == null || hidden.isEmpty() ? outputs : hidden.getFirst(), trainingRows);
    }
  }

  private Holdout holdout() {
    return Objects.requireNonNull(Objects.requireNonNull(complete.evaluation()).holdout());
  }

  private static int number(@Nullable Integer value) {
    return Objects.requireNonNull(value);
  }
}
