package io.tributary.platform.dispatch;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.EdgeFiles;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FitRequest;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.preprocessing.PreprocessingSums;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes a job ready to run whose rows stay in files at agents: each agent sums over its training
 * rows what the preprocessing needs, and the sums are joined here. Thread-safe.
 */
@Service
public class EdgePreparation {
  private final Datasets datasets;
  private final Jobs jobs;
  private final PartitionStore partitions;
  private final JobStart start;
  private final FitSums fitSums;

  EdgePreparation(
      Datasets datasets, Jobs jobs, PartitionStore partitions, JobStart start, FitSums fitSums) {
    this.datasets = datasets;
    this.jobs = jobs;
    this.partitions = partitions;
    this.start = start;
    this.fitSums = fitSums;
  }

  Optional<TrainingPlan> prepare(
      JobRecord job, PlanRequest request, List<EdgeFile> files, int enough) {
    SortedMap<Integer, PreprocessingSums> sums = fitSums.of(job.id());
    if (sums.size() < Math.min(enough, files.size())) {
      return Optional.empty();
    }
    EdgeFiles edge = request.files(files);
    FitRequest fit = request.fitRequest(edge);
    TrainingPlan plan =
        joined(request, fit, sums.values(), start.kept(job), trainRows(files, edge)).with(edge);
    partitions.stay(job.id(), files, edge);
    start.store(job, plan);
    fitSums.clear(job.id());
    return Optional.of(plan);
  }

  private static List<Integer> trainRows(List<EdgeFile> files, EdgeFiles edge) {
    return files.stream()
        .map(file -> Math.toIntExact(file.rows()))
        .map(rows -> rows - edge.heldRows(rows))
        .toList();
  }

  /** Sums are added in the order of the partitions, so that their bits depend on no arrival. */
  private static TrainingPlan joined(
      PlanRequest request,
      FitRequest fit,
      Collection<PreprocessingSums> sums,
      @Nullable Preprocessing kept,
      List<Integer> trainRows) {
    try {
      PreprocessingFitter fitter = fit.fitter();
      sums.forEach(fitter::add);
      return request.plan(
          JobStart.keeping(kept, request.fitted(fitter)), fitter.classRows(), trainRows, null);
    } catch (IllegalArgumentException e) {
      throw JobPreparation.doNotFit(request, e);
    }
  }

  /** What agents shall sum; empty where no plan waits for it. */
  public Optional<FitRequest> fitRequest(JobId id) {
    JobRecord job = jobs.get(id);
    if (job.state().isTerminal() || jobs.plan(id).isPresent()) {
      return Optional.empty();
    }
    DatasetView dataset = datasets.byId(job.datasetId()).orElseThrow();
    List<EdgeFile> files = dataset.edge();
    if (files == null) {
      return Optional.empty();
    }
    PlanRequest request = PlanRequest.of(job, dataset);
    return Optional.of(request.fitRequest(request.files(files)));
  }

  /** Takes the sums of one partition's file; those that come again change nothing. */
  public void summed(JobId id, int partition, PreprocessingSums sums) {
    FitRequest request =
        fitRequest(id)
            .orElseThrow(
                () ->
                    new PlatformException(
                        ErrorCode.CONFLICT,
                        "Job %s waits for no sums.".formatted(id),
                        "Read its plan."));
    if (partition < 0 || partition >= request.files().digests().size()) {
      throw new PlatformException(
          ErrorCode.NOT_FOUND,
          "Job %s has no partition %d.".formatted(id, partition),
          "Read the job's assignment.");
    }
    try {
      request.fitter().add(sums);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The sums of partition %d do not fit the job: %s.".formatted(partition, e.getMessage()),
          "Ask for what the job wants, GET /api/v1/jobs/{id}/fit.");
    }
    fitSums.put(id, partition, sums);
  }

  /** Partitions whose sums are there, rising. */
  public SortedSet<Integer> summed(JobId id) {
    return fitSums.partitions(id);
  }
}
