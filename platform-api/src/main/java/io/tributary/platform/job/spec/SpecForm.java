package io.tributary.platform.job.spec;

import io.tributary.client.job.ClassWeights;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.EvaluationSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.PreprocessingSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import io.tributary.client.job.JobSpec.WorkersSpec;
import io.tributary.platform.job.ForkPoint;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the keys of a job spec: types, ranges and words, whatever the data set is. */
final class SpecForm {
  /** An id, a name, name@version or name@stage; whether there is one is another question. */
  private static final Pattern MODEL =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}(@[A-Za-z0-9]{1,20})?");

  static final int MOST_EPOCHS = 1_000_000;
  static final int MOST_PARTITIONS = 1024;
  static final int MOST_UNITS = 65_536;
  static final int MOST_FACTORS = 1024;
  static final int MOST_PIXELS = 4096;
  static final int MOST_KERNEL = 31;

  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "dataset",
          "label",
          "weight",
          "id",
          "features",
          "ignore",
          "task",
          "model",
          "optimizer",
          "training",
          "strategy",
          "compression",
          "evaluation",
          "workers",
          "preprocessing",
          "priority",
          "ledger",
          "warmStart");

  private final Violations violations;
  private final SpecNode root;

  SpecForm(JsonNode document, Violations violations) {
    this.violations = violations;
    this.root = new SpecNode(document, "", KEYS, violations);
  }

  /** What the document says; null for what is absent or wrong. */
  JobSpec read() {
    String task =
        root.choice(
            "task",
            List.of(
                "classification",
                SemiSupervisedOptions.TASK,
                "regression",
                "clustering",
                "embedding",
                "recommendation"),
            List.of());
    boolean asksForUnlabelledRows = SemiSupervisedOptions.TASK.equals(task);
    return new JobSpec(
        root.text("name", 200),
        root.text("description", 2000),
        root.text("dataset", 300),
        root.text("label", 1000),
        root.text("weight", 1000),
        root.text("id", 1000),
        root.texts("features"),
        root.texts("ignore"),
        asksForUnlabelledRows ? "classification" : task,
        model(),
        OptimizerOptions.read(root),
        training(asksForUnlabelledRows),
        StrategyOptions.read(root),
        CompressionOptions.read(root),
        evaluation(),
        workers(),
        preprocessing(),
        root.integer("priority", -100, 100),
        root.choice("ledger", List.of("window", "full"), List.of("envelopes")),
        warmStart());
  }

  private ModelSpec model() {
    SpecNode node =
        root.child(
            "model",
            List.of(
                "type",
                "hidden",
                "activation",
                "bias",
                "initial",
                "loss",
                "delta",
                "dropout",
                "factors",
                "clusters",
                "components",
                "covariance",
                "varianceFloor",
                "solver",
                "image",
                "filters",
                "kernel",
                "user",
                "item",
                "negatives",
                "code"));
    return new ModelSpec(
        node.choice(
            "type",
            List.of(
                "linear",
                "factorization-machine",
                "matrix-factorization",
                "mlp",
                "cnn",
                "autoencoder",
                "k-means",
                "gaussian-mixture",
                "pca"),
            List.of()),
        node.integers("hidden", 1, MOST_UNITS),
        node.choice("activation", List.of("relu", "tanh", "sigmoid"), List.of()),
        node.flag("bias"),
        node.choice("initial", List.of("zeros", "ones", "random"), List.of()),
        node.choice("loss", LossRules.LOSSES, List.of()),
        node.number("delta", Range.POSITIVE),
        node.number("dropout", Range.BELOW_ONE),
        node.integer("factors", 1, MOST_FACTORS),
        node.integer("clusters", 1, MOST_UNITS),
        node.integer("components", 1, MOST_UNITS),
        node.choice("covariance", List.of("diagonal", "full"), List.of()),
        node.number("varianceFloor", Range.POSITIVE),
        node.choice("solver", List.of("covariance", "iterations"), List.of()),
        node.integers("image", 1, MOST_PIXELS),
        node.integers("filters", 1, MOST_FACTORS),
        node.integer("kernel", 1, MOST_KERNEL),
        node.text("user", 1000),
        node.text("item", 1000),
        node.integer("negatives", 1, RecommendationRules.MOST_NEGATIVES),
        node.integer("code", 1, MOST_UNITS));
  }

  private TrainingSpec training(boolean asksForUnlabelledRows) {
    SpecNode node =
        root.child(
            "training",
            List.of(
                "epochs",
                "batchSize",
                "partitions",
                "partitioning",
                "seed",
                "accumulation",
                "columns",
                "classWeights",
                "rows",
                "semiSupervised"));
    return new TrainingSpec(
        node.integer("epochs", 1, MOST_EPOCHS),
        node.integer("batchSize", 1, Integer.MAX_VALUE),
        node.integer("partitions", 1, MOST_PARTITIONS),
        node.choice("partitioning", List.of("horizontal", "vertical"), List.of()),
        node.whole("seed"),
        node.integer("accumulation", 1, StrategyOptions.MOST_LOCAL_STEPS),
        node.textLists("columns"),
        classWeights(node),
        RowsOptions.read(node),
        SemiSupervisedOptions.read(node, asksForUnlabelledRows));
  }

  private static @Nullable ClassWeights classWeights(SpecNode training) {
    String key = "classWeights";
    if (training.isText(key)) {
      String word = training.choice(key, List.of(ClassWeights.BALANCED), List.of());
      return word == null ? null : new ClassWeights(null);
    }
    Map<String, Double> byLabel = training.numbers(key, Range.POSITIVE);
    return byLabel == null ? null : new ClassWeights(byLabel);
  }

  private EvaluationSpec evaluation() {
    SpecNode node = root.child("evaluation", List.of("holdout", "everySteps", "earlyStopping"));
    return new EvaluationSpec(
        HoldoutOptions.read(node),
        node.integer("everySteps", 1, Integer.MAX_VALUE),
        EarlyStoppingOptions.read(node));
  }

  private WorkersSpec workers() {
    SpecNode node = root.child("workers", List.of("min", "max", "backend"));
    return new WorkersSpec(
        node.integer("min", 1, MOST_PARTITIONS),
        node.integer("max", 1, MOST_PARTITIONS),
        node.choice("backend", List.of("any", "cpu", "gpu"), List.of()));
  }

  private PreprocessingSpec preprocessing() {
    SpecNode node = root.child("preprocessing", List.of("standardize", "text"));
    return new PreprocessingSpec(node.flag("standardize"), TextOptions.read(node));
  }

  private @Nullable String warmStart() {
    String text = root.text("warmStart", 300);
    if (text == null || ForkPoint.parse(text).isPresent() || MODEL.matcher(text).matches()) {
      return text;
    }
    violations.add(
        "warmStart",
        "warmStart is \"%s\", which names neither a model nor a checkpoint.".formatted(text),
        "Write the id of a model, its name, name@version or name@stage; or job:<id of the"
            + " job>@<step of a checkpoint>.");
    return null;
  }
}
