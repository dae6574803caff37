package io.tributary.platform.dispatch;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.job.ForkPoint;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.job.StartingModel;
import io.tributary.platform.job.StartingModels;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Map;
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
  private final Checkpoints checkpoints;
  private final StartingModels models;

  JobPreparation(
      Datasets datasets,
      Jobs jobs,
      PartitionStore partitions,
      Checkpoints checkpoints,
      StartingModels models) {
    this.models = models;
    this.datasets = datasets;
    this.jobs = jobs;
    this.partitions = partitions;
    this.checkpoints = checkpoints;
  }

  /**
   * The job's plan, made now if it was not made before. Takes as long as reading the data set does.
   */
  public TrainingPlan prepare(JobRecord job) {
    return jobs.plan(job.id()).orElseGet(() -> prepareNow(job));
  }

  private TrainingPlan prepareNow(JobRecord job) {
    DatasetView dataset = datasets.byId(job.datasetId()).orElseThrow();
    PlanRequest request = PlanRequest.of(job, dataset);
    RowPlan rows = new RowPlanner(datasets, request, Math.toIntExact(dataset.rows())).plan();
    StartingModel model = startingModel(job);
    Preprocessing kept = model == null ? keptByFork(job) : model.plan().preprocessing();
    partitions.clear(job.id());
    TrainingPlan plan = deal(request, rows, Math.toIntExact(dataset.rows()), kept);
    checkpoints.save(start(job, plan, model));
    jobs.plan(job.id(), plan);
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
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The rows of %s do not fit the job: %s."
              .formatted(request.job().spec().dataset(), e.getMessage()),
          "Correct the data set, or choose other columns or another holdout.");
    }
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
    Preprocessing fitted = keeping(kept, request.fitted(fitter));
    held.requireKnown(fitted);
    TrainingPlan plan = request.plan(fitted, fitter.classRows(), rows, null);
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
    Preprocessing fitted = keeping(kept, request.fitted(fitter));
    held.requireKnown(fitted);
    ColumnSplit split = request.split(fitted);
    PartitionWriter writer = writer(request, rows, split);
    datasets.scan(request.job().datasetId(), request.columns(), writer::accept);
    writer.finish();
    return request.plan(fitted, fitter.classRows(), rows, split);
  }

  private PartitionWriter writer(PlanRequest request, RowPlan rows, @Nullable ColumnSplit split) {
    return new PartitionWriter(partitions, request.job().id(), rows, request.others(), split);
  }

  /** The model that the job starts from; null where it starts from none. */
  private @Nullable StartingModel startingModel(JobRecord job) {
    String reference = job.spec().warmStart();
    return reference == null || job.fork() != null
        ? null
        : models
            .startingModel(reference)
            .orElseThrow(() -> new IllegalStateException("there is no model " + reference));
  }

  /** Parameters mean nothing without the preprocessing that they learned behind. */
  private @Nullable Preprocessing keptByFork(JobRecord job) {
    ForkPoint fork = job.fork();
    return fork == null
        ? null
        : jobs.plan(fork.job()).map(TrainingPlan::preprocessing).orElse(null);
  }

  /**
   * What was kept, if the rows have the same classes: an output belongs to a class for ever.
   * Weights and names are those of the rows that there are now.
   */
  private static Preprocessing keeping(@Nullable Preprocessing kept, Preprocessing fitted) {
    if (kept == null) {
      return fitted;
    }
    if (kept.target() instanceof TargetTransform.Classes before
        && fitted.target() instanceof TargetTransform.Classes now
        && !before.classes().equals(now.classes())) {
      throw new PlatformException(
          ErrorCode.INVALID_JOB_SPEC,
          "The training rows have the labels %s, but what the job starts from tells %s apart."
              .formatted(now.classes(), before.classes()),
          "Take data with the same labels, or start from scratch.");
    }
    return new Preprocessing(kept.features(), kept.target(), fitted.weight(), fitted.id());
  }

  private Checkpoint start(JobRecord job, TrainingPlan plan, @Nullable StartingModel model) {
    ForkPoint fork = job.fork();
    TrainingState state =
        fork == null
            ? TrainingState.initial(
                model == null ? InitialParameters.of(plan) : model.parameters(), plan)
            : SavedState.read(checkpoints.at(fork.job(), fork.step()).orElseThrow().state())
                .state()
                .restarted(plan);
    return new Checkpoint(
        job.id(), 0, 0, 0, ParametersDigest.hexOf(state.parameters()), Map.of(), state.toBytes());
  }
}
