package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What vertical partitioning goes with: {@code docs/strategies.md} says why. */
final class VerticalRules {
  private static final List<String> NORMED = List.of("lars", "lamb");
  private static final String COLUMNS = "training.columns";

  private final JobSpec given;
  private final JobSpec complete;
  private final TrainingSpec training;
  private final Violations violations;

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  VerticalRules(JobSpec given, JobSpec complete, Violations violations) {
    this.given = given;
    this.complete = complete;
    this.training = Objects.requireNonNull(complete.training());
    this.violations = violations;
  }

  static boolean isVertical(JobSpec complete) {
    return "vertical".equals(Objects.requireNonNull(complete.training()).partitioning());
  }

  /** Whether partitions hold columns. */
  boolean applies() {
    return isVertical(complete);
  }

  /** Rules that need no data set. */
  void check() {
    if (!violations.sound("training.partitioning")) {
      return;
    }
    if (applies()) {
      checkModel();
      checkStrategy();
      checkOptimizer();
      checkGroups();
    } else if (training.columns() != null && violations.sound(COLUMNS)) {
      violations.add(
          COLUMNS,
          "training.columns is given, but training.partitioning is horizontal: every partition has all columns.",
          "Leave it out, or write partitioning: vertical.");
    }
  }

  private void checkModel() {
    String model = Objects.requireNonNull(complete.model()).type();
    if (violations.sound("model.type")
        && ("factorization-machine".equals(model) || RecommendationRules.MODEL.equals(model))) {
      violations.add(
          "model.type",
          "model.type is %s, but with vertical partitioning a pair of columns may lie in two partitions, and no partition knows what they do together."
              .formatted(model),
          "Write linear or mlp, or training.partitioning horizontal.");
    }
    if (violations.sound("model.type") && AutoencoderRules.MODEL.equals(model)) {
      violations.add(
          "model.type",
          "model.type is autoencoder, but with vertical partitioning no partition has the whole row that is to be given back.",
          "Write linear or mlp, or training.partitioning horizontal.");
    }
    if (violations.sound("model.type") && "cnn".equals(model)) {
      violations.add(
          "model.type",
          "model.type is cnn, but with vertical partitioning an image may lie in two partitions, and a filter looks at what lies side by side.",
          "Write linear or mlp, or training.partitioning horizontal.");
    }
  }

  private void checkStrategy() {
    String strategy = Objects.requireNonNull(complete.strategy()).type();
    if (violations.sound("strategy.type") && !"synchronous".equals(strategy)) {
      violations.add(
          "strategy.type",
          "strategy.type is %s, but with vertical partitioning no partition can learn before the scores of all are summed."
              .formatted(strategy),
          "Write synchronous, or training.partitioning horizontal.");
    }
    String compression = Objects.requireNonNull(complete.compression()).type();
    if (violations.sound("compression.type")
        && !CompressionOptions.WITHOUT_MEMORY.contains(compression)) {
      violations.add(
          "compression.type",
          "compression.type is %s, but with vertical partitioning scores travel, and what was not sent of one batch belongs to no row of the next."
              .formatted(compression),
          "Write none, int16 or int8, or training.partitioning horizontal.");
    }
    Integer accumulation = Objects.requireNonNull(training.accumulation());
    if (violations.sound("training.accumulation") && accumulation > 1) {
      violations.add(
          "training.accumulation",
          "training.accumulation is %d, but with vertical partitioning every row's scores travel anyway."
              .formatted(accumulation),
          "Leave it out, and write a larger training.batchSize, which takes no more memory.");
    }
  }

  private void checkOptimizer() {
    OptimizerSpec optimizer = Objects.requireNonNull(complete.optimizer());
    String type = String.valueOf(optimizer.type());
    if (violations.sound("optimizer.type")) {
      if (SecondOrderRules.isSecondOrder(type)) {
        refuseOptimizer(type, "the gradient of all columns, which no partition has");
      } else if (NORMED.contains(type)) {
        refuseOptimizer(type, "the norm of a whole layer, which no partition has");
      }
    }
    if (optimizer.clipNorm() != null && violations.sound("optimizer.clipNorm")) {
      violations.add(
          "optimizer.clipNorm",
          "optimizer.clipNorm is %s, but with vertical partitioning no partition has the whole gradient, so none knows its norm."
              .formatted(optimizer.clipNorm()),
          "Leave it out, and write a smaller optimizer.learningRate, or training.partitioning horizontal.");
    }
  }

  private void refuseOptimizer(String type, String needs) {
    violations.add(
        "optimizer.type",
        "optimizer.type is %s, but it needs %s with vertical partitioning.".formatted(type, needs),
        "Write sgd, momentum, nesterov, adagrad, rmsprop, adam or adamw, or training.partitioning horizontal.");
  }

  private void checkGroups() {
    List<List<String>> groups = training.columns();
    TrainingSpec asked = given.training();
    Integer partitions = asked == null ? null : asked.partitions();
    if (groups == null || !violations.sound(COLUMNS, "training.partitions")) {
      return;
    }
    for (int group = 0; group < groups.size(); group++) {
      if (groups.get(group).isEmpty()) {
        violations.add(
            "%s[%d]".formatted(COLUMNS, group),
            "%s[%d] is empty: that partition would have nothing to do.".formatted(COLUMNS, group),
            "Name at least one column in it, or leave the group out.");
      }
    }
    if (groups.isEmpty()) {
      violations.add(
          COLUMNS,
          "training.columns is empty.",
          "Leave it out for groups of equal size, or write them, for example [[a, b], [c]].");
    } else if (groups.size() > SpecForm.MOST_PARTITIONS) {
      violations.add(
          COLUMNS,
          "training.columns has %d groups.".formatted(groups.size()),
          "Write at most %d.".formatted(SpecForm.MOST_PARTITIONS));
    } else if (partitions != null && partitions != groups.size()) {
      violations.add(
          "training.partitions",
          "training.partitions is %d, but training.columns has %d groups, one for each partition."
              .formatted(partitions, groups.size()),
          "Leave it out, or write %d.".formatted(groups.size()));
    }
  }

  /** Rules about the data set's columns. */
  void check(DataSheet data, List<String> features) {
    if (!applies()
        || !violations.sound("training.partitioning", "features", "ignore", "label", COLUMNS)) {
      return;
    }
    List<List<String>> groups = training.columns();
    int partitions = Objects.requireNonNull(training.partitions());
    long pieces = data.pieces(features);
    if (groups != null) {
      checkColumns(groups, features);
    } else if (violations.sound("training.partitions") && partitions > pieces && pieces > 0) {
      violations.add(
          "training.partitions",
          "training.partitions is %d, but the features can be split over %d partitions at most: only a vector can be cut."
              .formatted(partitions, pieces),
          "Write at most %d.".formatted(pieces));
    }
  }

  private void checkColumns(List<List<String>> groups, List<String> features) {
    Set<String> left = new HashSet<>(features);
    for (int group = 0; group < groups.size(); group++) {
      for (int i = 0; i < groups.get(group).size(); i++) {
        String name = groups.get(group).get(i);
        String field = "%s[%d][%d]".formatted(COLUMNS, group, i);
        if (!features.contains(name)) {
          violations.add(
              field,
              "%s is \"%s\", which is no feature of this job.".formatted(field, name),
              Spelling.advice(name, features));
        } else if (!left.remove(name)) {
          violations.add(
              field,
              "%s is \"%s\" once more: a column belongs to one partition.".formatted(field, name),
              "Name it once.");
        }
      }
    }
    List<String> forgotten = features.stream().filter(left::contains).toList();
    if (!forgotten.isEmpty() && violations.sound(COLUMNS)) {
      violations.add(
          COLUMNS,
          "training.columns leaves out %s.".formatted(Spelling.list(forgotten)),
          "Put each feature into a group, or name it in ignore.");
    }
  }

  /**
   * Scores of a batch are a vector like the model's, on every machine.
   *
   * @param units scores that a row has
   */
  void checkScores(long units, long trainingRows) {
    Integer batchSize = Objects.requireNonNull(training.batchSize());
    long rows = Math.min(batchSize, trainingRows);
    if (applies()
        && violations.sound("training.batchSize")
        && rows * units > SizeRules.MOST_PARAMETERS) {
      violations.add(
          "training.batchSize",
          "training.batchSize is %d: %d rows of %d scores are %d numbers a step; at most %d are supported."
              .formatted(batchSize, rows, units, rows * units, SizeRules.MOST_PARAMETERS),
          "Write at most %d.".formatted(Math.max(1, SizeRules.MOST_PARAMETERS / units)));
    }
  }
}
