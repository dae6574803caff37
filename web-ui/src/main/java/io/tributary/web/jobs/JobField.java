package io.tributary.web.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of a job spec that the guided form shows. What a user types that does not fit its kind
 * is passed on as text, so that the control plane's check says what is wrong with it.
 */
enum JobField {
  NAME("name", Kind.TEXT, ""),
  DESCRIPTION("description", Kind.TEXT, ""),
  DATASET("dataset", Kind.TEXT, ""),
  LABEL("label", Kind.TEXT, ""),
  WEIGHT("weight", Kind.TEXT, ""),
  ID("id", Kind.TEXT, ""),
  IGNORE("ignore", Kind.LIST, ""),
  TEXTS("preprocessing.text.columns", Kind.LIST, ""),
  TASK("task", Kind.TEXT, "classification"),
  MODEL_TYPE("model.type", Kind.TEXT, "mlp"),
  CLUSTERS("model.clusters", Kind.NUMBER, ""),
  COMPONENTS("model.components", Kind.NUMBER, ""),
  COVARIANCE("model.covariance", Kind.TEXT, "diagonal"),
  HIDDEN("model.hidden", Kind.LIST, "64"),
  IMAGE("model.image", Kind.LIST, ""),
  FILTERS("model.filters", Kind.LIST, ""),
  KERNEL("model.kernel", Kind.NUMBER, ""),
  CODE("model.code", Kind.NUMBER, ""),
  ACTIVATION("model.activation", Kind.TEXT, "relu"),
  DROPOUT("model.dropout", Kind.NUMBER, ""),
  FACTORS("model.factors", Kind.NUMBER, ""),
  USER("model.user", Kind.TEXT, ""),
  ITEM("model.item", Kind.TEXT, ""),
  NEGATIVES("model.negatives", Kind.NUMBER, ""),
  LOSS("model.loss", Kind.TEXT, ""),
  DELTA("model.delta", Kind.NUMBER, ""),
  OPTIMIZER("optimizer.type", Kind.TEXT, "momentum"),
  LEARNING_RATE("optimizer.learningRate", Kind.NUMBER, "0.05"),
  MOMENTUM("optimizer.momentum", Kind.NUMBER, "0.9"),
  BETA1("optimizer.beta1", Kind.NUMBER, ""),
  BETA2("optimizer.beta2", Kind.NUMBER, ""),
  WEIGHT_DECAY("optimizer.weightDecay", Kind.NUMBER, ""),
  LOCAL_ITERATIONS("optimizer.localIterations", Kind.NUMBER, ""),
  OPTIMIZER_STEPS("optimizer.localSteps", Kind.NUMBER, ""),
  ETA("optimizer.eta", Kind.NUMBER, ""),
  MU("optimizer.mu", Kind.NUMBER, ""),
  HISTORY("optimizer.history", Kind.NUMBER, ""),
  L2("optimizer.l2", Kind.NUMBER, ""),
  CLIP_NORM("optimizer.clipNorm", Kind.NUMBER, ""),
  SCHEDULE("optimizer.schedule.type", Kind.TEXT, "constant"),
  WARMUP("optimizer.schedule.warmupEpochs", Kind.NUMBER, ""),
  EPOCHS("training.epochs", Kind.NUMBER, "10"),
  BATCH_SIZE("training.batchSize", Kind.NUMBER, "256"),
  PARTITIONS("training.partitions", Kind.NUMBER, "4"),
  PARTITIONING("training.partitioning", Kind.TEXT, "horizontal"),
  SEED("training.seed", Kind.NUMBER, "42"),
  UNLABELLED("training.semiSupervised.type", Kind.TEXT, ""),
  CONFIDENCE("training.semiSupervised.confidence", Kind.NUMBER, ""),
  UNLABELLED_WEIGHT("training.semiSupervised.weight", Kind.NUMBER, ""),
  LABELS("training.semiSupervised.labels", Kind.NUMBER, ""),
  ROWS("training.rows.type", Kind.TEXT, ""),
  ROWS_COLUMN("training.rows.column", Kind.TEXT, ""),
  ROWS_ALPHA("training.rows.alpha", Kind.NUMBER, ""),
  HOLDOUT("evaluation.holdout.type", Kind.TEXT, "random"),
  HOLDOUT_SHARE("evaluation.holdout.share", Kind.NUMBER, "0.2"),
  HOLDOUT_COLUMN("evaluation.holdout.column", Kind.TEXT, ""),
  FOLDS("evaluation.holdout.folds", Kind.NUMBER, ""),
  FOLD("evaluation.holdout.fold", Kind.NUMBER, ""),
  EVERY_STEPS("evaluation.everySteps", Kind.NUMBER, ""),
  PATIENCE("evaluation.earlyStopping.patience", Kind.NUMBER, ""),
  WORKERS_MIN("workers.min", Kind.NUMBER, "1"),
  WORKERS_MAX("workers.max", Kind.NUMBER, "8"),
  BACKEND("workers.backend", Kind.TEXT, "any"),
  STRATEGY("strategy.type", Kind.TEXT, "synchronous"),
  STALENESS("strategy.staleness", Kind.NUMBER, ""),
  LOCAL_STEPS("strategy.localSteps", Kind.NUMBER, ""),
  TOPOLOGY("strategy.topology", Kind.TEXT, "ring"),
  OUTER("strategy.outer", Kind.TEXT, "average"),
  FRACTION("strategy.fraction", Kind.NUMBER, ""),
  MINIMUM_SHARE("strategy.minimumShare", Kind.NUMBER, ""),
  ROUND_SECONDS("strategy.roundSeconds", Kind.NUMBER, ""),
  COMPRESSION("compression.type", Kind.TEXT, "none"),
  SHARE("compression.share", Kind.NUMBER, ""),
  RANK("compression.rank", Kind.NUMBER, ""),
  LEVELS("compression.levels", Kind.LIST, "");

  private enum Kind {
    TEXT,
    NUMBER,
    LIST
  }

  private final String path;
  private final Kind kind;
  private final String suggestion;

  JobField(String path, Kind kind, String suggestion) {
    this.path = path;
    this.kind = kind;
    this.suggestion = suggestion;
  }

  /** Dotted path in the spec; also the name of the form's input. */
  String path() {
    return path;
  }

  /** What an empty form starts with. */
  String suggestion() {
    return suggestion;
  }

  /** The value as the spec wants it. */
  Object read(String typed) {
    return switch (kind) {
      case TEXT -> typed;
      case NUMBER -> number(typed);
      case LIST -> {
        List<Object> items = new ArrayList<>();
        for (String item : typed.split("[,;\\s]+", -1)) {
          if (!item.isEmpty()) {
            items.add(this == IGNORE ? item : number(item));
          }
        }
        yield items;
      }
    };
  }

  /** The value of a spec as the form shows it. */
  String show(Object value) {
    return value instanceof List<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static Object number(String typed) {
    try {
      return typed.matches("[+-]?\\d{1,18}") ? (Object) Long.valueOf(typed) : Double.valueOf(typed);
    } catch (NumberFormatException notANumber) {
      return typed;
    }
  }

  /** The field that a violation belongs to: the same path, or the closest one. */
  static Optional<JobField> nearest(String path) {
    String plain = path.replaceAll("\\[\\d+]|\\.\\d+$", "");
    return Arrays.stream(values())
        .filter(field -> field.path.equals(plain))
        .findFirst()
        .or(
            () ->
                Arrays.stream(values())
                    .filter(field -> field.path.startsWith(plain + "."))
                    .findFirst());
  }
}
