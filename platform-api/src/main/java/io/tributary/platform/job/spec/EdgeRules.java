package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import io.tributary.platform.job.spec.ColumnRules.Columns;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a job over rows that stay at agents can ask for: whatever the control plane would have to
 * see rows for is refused with the reason.
 */
final class EdgeRules {
  private static final String STAYS = "the rows of %s stay at agents";

  private final DatasetView dataset;
  private final List<EdgeFile> files;
  private final Violations violations;

  private EdgeRules(DatasetView dataset, List<EdgeFile> files, Violations violations) {
    this.dataset = dataset;
    this.files = files;
    this.violations = violations;
  }

  /**
   * Whether the columns are known well enough for all other rules.
   *
   * @param dataset null where there is none
   */
  static boolean tellsEnough(@Nullable DatasetView dataset, Violations violations) {
    if (dataset == null || dataset.edge() == null) {
      return true;
    }
    String silent =
        dataset.edge().stream()
            .filter(file -> !file.statistics())
            .map(EdgeFile::agent)
            .collect(Collectors.joining(", "));
    if (silent.isEmpty()) {
      return true;
    }
    violations.add(
        "dataset",
        "dataset is \"%s\", of which %s may tell no sums, but a preprocessing is fitted to sums."
            .formatted(dataset.name(), silent),
        "Start these agents with --share statistics, or TRIBUTARY_AGENT_SHARE=statistics.");
    return false;
  }

  /**
   * The spec with one partition for each file; nothing changes where rows are stored.
   *
   * @param given what the document says
   */
  static JobSpec complete(JobSpec given, JobSpec complete, DatasetView dataset) {
    List<EdgeFile> files = dataset.edge();
    TrainingSpec training = complete.training();
    TrainingSpec said = given.training();
    boolean counted = said != null && said.partitions() != null;
    return files == null || training == null || counted
        ? complete
        : complete.with(training.in(files.size()));
  }

  /**
   * @param given what the document says
   * @param complete the same with defaults
   */
  static void check(
      JobSpec given,
      JobSpec complete,
      DatasetView dataset,
      Columns columns,
      Holdout holdout,
      Violations violations) {
    List<EdgeFile> files = dataset.edge();
    if (files != null) {
      new EdgeRules(dataset, files, violations).check(given, complete, columns, holdout);
    }
  }

  private void check(JobSpec given, JobSpec complete, Columns columns, Holdout holdout) {
    TrainingSpec training = Objects.requireNonNull(complete.training());
    Integer partitions = training.partitions();
    if (partitions != null && partitions != files.size()) {
      refuse(
          "training.partitions",
          "training.partitions is %d, but each of the %d files of %s is one partition"
              .formatted(partitions, files.size(), dataset.name()),
          "Leave it out.");
    }
    if ("vertical".equals(training.partitioning())) {
      refuse(
          "training.partitioning", because("training.partitioning is vertical"), "Leave it out.");
    }
    if (given.training() != null && given.training().rows() != null) {
      refuse("training.rows", because("training.rows is given"), "Leave it out.");
    }
    if (training.semiSupervised() != null) {
      refuse(
          "training.semiSupervised", because("training.semiSupervised is given"), "Leave it out.");
    }
    if (!holdout.type().equals(Holdout.RANDOM)) {
      refuse(
          HoldoutOptions.HOLDOUT + ".type",
          because("evaluation.holdout.type is %s".formatted(holdout.type())),
          "Write random, or leave it out: a share of each file is kept out.");
    }
    String model = Objects.requireNonNull(complete.model()).type();
    if (UnsupervisedRules.isModel(model) || "matrix-factorization".equals(model)) {
      refuse(
          "model.type",
          because("model.type is %s, which starts from rows or their names".formatted(model)),
          "Write linear, mlp, cnn, factorization-machine or autoencoder.");
    }
    if (complete.preprocessing() != null && complete.preprocessing().text() != null) {
      refuse("preprocessing.text", because("preprocessing.text is given"), "Leave it out.");
    }
    for (String name : columns.features()) {
      dataset.columns().stream()
          .filter(column -> column.name().equals(name) && column.type().equals("sparse"))
          .map(ColumnView::name)
          .forEach(
              sparse ->
                  refuse(
                      "features",
                      because("features has the sparse column %s".formatted(sparse)),
                      "Leave it out: the scale of sparse numbers is no sum."));
    }
  }

  private String because(String what) {
    return "%s, but %s".formatted(what, STAYS.formatted(dataset.name()));
  }

  private void refuse(String field, String sentence, String advice) {
    if (violations.sound(field)) {
      violations.add(field, sentence + ".", advice);
    }
  }
}
