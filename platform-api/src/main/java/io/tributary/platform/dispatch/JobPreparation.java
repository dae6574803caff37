package io.tributary.platform.dispatch;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.table.RowPicker;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes a job ready to run: deals its rows out to partitions, fits the preprocessing on the
 * training rows, stores both, and stores the checkpoint of step 0. One pass over the data set, or
 * two where columns are dealt out, one blob in memory at a time, after one over each column that
 * decides where rows go. Doing it again after a crash gives the same bytes.
 */
@Service
public class JobPreparation {
  private final Datasets datasets;
  private final Jobs jobs;
  private final PartitionStore partitions;
  private final JobStart start;
  private final EdgePreparation edge;

  JobPreparation(
      Datasets datasets,
      Jobs jobs,
      PartitionStore partitions,
      JobStart start,
      EdgePreparation edge) {
    this.datasets = datasets;
    this.jobs = jobs;
    this.partitions = partitions;
    this.start = start;
    this.edge = edge;
  }

  /**
   * The job's plan, made now if it was not made before. Takes as long as reading the data set does.
   * Empty as long as agents owe sums over rows that stay with them.
   *
   * @param enough sums that do, of files at agents; fewer than there are where the job may go on
   *     without some
   */
  public Optional<TrainingPlan> prepare(JobRecord job, int enough) {
    Optional<TrainingPlan> made = jobs.plan(job.id());
    return made.isPresent() ? made : prepareNow(job, enough);
  }

  private Optional<TrainingPlan> prepareNow(JobRecord job, int enough) {
    DatasetView dataset = datasets.byId(job.datasetId()).orElseThrow();
    PlanRequest request = PlanRequest.of(job, dataset);
    List<EdgeFile> files = dataset.edge();
    return files == null
        ? Optional.of(prepareNow(job, dataset, request))
        : edge.prepare(job, request, files, enough);
  }

  private TrainingPlan prepareNow(JobRecord job, DatasetView dataset, PlanRequest request) {
    RowPlan rows = new RowPlanner(datasets, request, Math.toIntExact(dataset.rows())).plan();
    partitions.clear(job.id());
    TrainingPlan plan = deal(request, rows, Math.toIntExact(dataset.rows()), start.kept(job));
    start.store(job, plan);
    return plan;
  }

  /** Rows that cannot be learnt from end the job: trying again would find the same rows. */
  private TrainingPlan deal(
      PlanRequest request, RowPlan rows, int dataRows, @Nullable Preprocessing kept) {
    try {
      return request.splitsColumns()
          ? dealColumns(request, rows, kept)
          : dealRows(request, rows, dataRows, kept);
    } catch (IllegalArgumentException e) {
      throw doNotFit(request, e);
    }
  }

  static PlatformException doNotFit(PlanRequest request, IllegalArgumentException cause) {
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "The rows of %s do not fit the job: %s."
            .formatted(request.job().spec().dataset(), cause.getMessage()),
        "Correct the data set, or choose other columns or another holdout.");
  }

  private TrainingPlan dealRows(
      PlanRequest request, RowPlan rows, int dataRows, @Nullable Preprocessing kept) {
    PreprocessingFitter fitter = request.fitter();
    HeldClasses held = new HeldClasses(request.task(), request.label());
    PartitionWriter writer = writer(request, rows, null);
    KnownLabels labels = request.knownLabels(rows, dataRows);
    datasets.scan(
        request.job().datasetId(),
        request.columns(),
        table -> {
          int from = writer.rowsSeen();
          // Which classes there are is known even where an experiment hides their rows' labels.
          fitter.accept(RowPicker.pick(table, rows.selectTraining(from, table.rows())));
          held.accept(RowPicker.pick(table, rows.selectHoldout(from, table.rows())));
          writer.accept(labels == null ? table : labels.of(table, from));
        });
    writer.finish();
    Preprocessing fitted = JobStart.keeping(kept, request.fitted(fitter));
    held.requireKnown(fitted);
    TrainingPlan plan = request.plan(fitted, fitter.classRows(), rows.trainRows(), null);
    return labels == null ? plan : plan.with(request.semiSupervised(labels));
  }

  /** How many inputs a column becomes is known only after the first pass. */
  private TrainingPlan dealColumns(
      PlanRequest request, RowPlan rows, @Nullable Preprocessing kept) {
    PreprocessingFitter fitter = request.fitter();
    HeldClasses held = new HeldClasses(request.task(), request.label());
    AtomicInteger seen = new AtomicInteger();
    datasets.scan(
        request.job().datasetId(),
        request.columns(),
        table -> {
          int from = seen.getAndAdd(table.rows());
          fitter.accept(RowPicker.pick(table, rows.selectTraining(from, table.rows())));
          held.accept(RowPicker.pick(table, rows.selectHoldout(from, table.rows())));
        });
    Preprocessing fitted = JobStart.keeping(kept, request.fitted(fitter));
    held.requireKnown(fitted);
    ColumnSplit split = request.split(fitted);
    PartitionWriter writer = writer(request, rows, split);
    datasets.scan(request.job().datasetId(), request.columns(), writer::accept);
    writer.finish();
    return request.plan(fitted, fitter.classRows(), rows.trainRows(), split);
  }

  private PartitionWriter writer(PlanRequest request, RowPlan rows, @Nullable ColumnSplit split) {
    return new PartitionWriter(partitions, request.job().id(), rows, request.others(), split);
  }
}
