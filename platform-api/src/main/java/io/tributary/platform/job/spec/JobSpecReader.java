package io.tributary.platform.job.spec;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.job.spec.ColumnRules.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a job spec: every mistake at once, else the complete spec. */
@Component
public class JobSpecReader {
  private final Datasets datasets;
  private final long heap;

  @Autowired
  public JobSpecReader(Datasets datasets) {
    this(datasets, Runtime.getRuntime().maxMemory());
  }

  /**
   * @param heap largest heap of the control plane, in bytes
   */
  JobSpecReader(Datasets datasets, long heap) {
    this.datasets = datasets;
    this.heap = heap;
  }

  /**
   * What a document says.
   *
   * @param spec complete where there are no violations; else with null where something is wrong
   * @param dataset the version that the spec's data set means now; null where there is none
   * @param violations more may be added by rules that know other jobs
   */
  public record Reading(JobSpec spec, @Nullable DatasetView dataset, Violations violations) {}

  /** Reads a document against the data set that it names. */
  public Reading read(JsonNode document) {
    Violations violations = new Violations();
    JobSpec given = new SpecForm(document, violations).read();
    DatasetView dataset = dataset(given, violations);
    if (dataset == null || !EdgeRules.tellsEnough(dataset, violations)) {
      JobSpec complete = JobDefaults.complete(given, Long.MAX_VALUE, Long.MAX_VALUE);
      new SizeRules(given, complete, heap, violations).check();
      RoundRules.check(given, complete, violations);
      return new Reading(complete, null, violations);
    }
    DataSheet data =
        new DataSheet(dataset, datasets.distinct(dataset.id()), TextOptions.inputs(given));
    Columns columns = new ColumnRules(data, given, violations).check();
    TextOptions.check(given, data, columns.features(), violations);
    Holdout holdout = HoldoutOptions.complete(given.evaluation(), columns.label());
    long trainingRows = HoldoutOptions.trainingRows(dataset.rows(), holdout);
    JobSpec usual =
        JobDefaults.complete(
            withColumns(given, ImageRules.ofData(given.model(), data, columns), dataset, columns),
            trainingRows,
            data.pieces(columns.features()),
            UnsupervisedRules.inputs(data, columns.features()));
    JobSpec complete = EdgeRules.complete(given, usual, dataset);
    EdgeRules.check(given, complete, dataset, columns, holdout, violations);
    ColumnValues values = new ColumnValues(datasets, dataset.id());
    if (columns.weight() != null) {
      new WeightRules(data, values, violations).check(columns.weight());
    }
    SizeRules sizes = new SizeRules(given, complete, heap, violations);
    sizes.check();
    RoundRules.check(given, complete, violations);
    new LossRules(given, complete, violations).check(data, columns.label(), values);
    KeyColumnRules keys = new KeyColumnRules(data, values, violations);
    HoldoutOptions.check(holdout, data, keys, columns.task(), violations);
    RowsOptions.check(complete, keys, violations);
    sizes.check(data, columns.features(), columns.label(), trainingRows);
    return new Reading(complete, dataset, violations);
  }

  private @Nullable DatasetView dataset(JobSpec given, Violations violations) {
    if (!violations.sound("dataset")) {
      return null;
    }
    if (given.dataset() == null) {
      violations.add(
          "dataset",
          "dataset is missing.",
          "Write the name of a data set; GET /api/v1/datasets lists them.");
      return null;
    }
    DatasetView found = datasets.find(given.dataset()).orElse(null);
    if (found == null) {
      violations.add(
          "dataset",
          "dataset is \"%s\", which does not exist.".formatted(given.dataset()),
          "Upload it, or write name or name@version of one that exists; GET /api/v1/datasets lists"
              + " them.");
    }
    return found;
  }

  /** Pins the version: the same spec means the same rows for ever. */
  private static JobSpec withColumns(
      JobSpec given, @Nullable ModelSpec model, DatasetView dataset, Columns columns) {
    return new JobSpec(
        given.name() == null ? dataset.name() : given.name(),
        given.description(),
        dataset.name() + "@" + dataset.version(),
        columns.label(),
        columns.weight(),
        columns.id(),
        columns.features(),
        given.ignore(),
        columns.task(),
        model,
        given.optimizer(),
        given.training(),
        given.strategy(),
        given.compression(),
        given.evaluation(),
        given.workers(),
        given.preprocessing(),
        given.priority(),
        given.ledger(),
        given.warmStart());
  }
}
