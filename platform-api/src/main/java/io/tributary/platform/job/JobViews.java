package io.tributary.platform.job;

import io.tributary.client.job.JobView;
import io.tributary.engine.id.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A job as the API shows it: the stored row, and what only its run knows. */
@Component
class JobViews {
  private final JobRows rows;
  private final JobSummaries summaries;
  private final JobJson json;
  private final ObjectProvider<RunningJobs> running;

  JobViews(
      JobRows rows, JobSummaries summaries, JobJson json, ObjectProvider<RunningJobs> running) {
    this.rows = rows;
    this.summaries = summaries;
    this.json = json;
    this.running = running;
  }

  @Transactional(readOnly = true)
  JobView view(JobId id) {
    Job job = rows.findById(id.value()).orElseThrow(() -> StoredJobs.notFound(id.toString()));
    JobProgress progress = summaries.progress(id);
    JobReason reason = json.reason(job.reason());
    RunningJobs run = running.getIfAvailable();
    return new JobView(
        id.toString(),
        job.name(),
        job.state().name(),
        reason == null ? null : reason.code(),
        reason == null
            ? null
            : new JobView.ReasonDetail(reason.sentence(), reason.advice(), reason.values()),
        progress.step(),
        progress.epoch(),
        JobSummaries.metrics(progress.metrics(), progress.trainMetrics()),
        progress.parametersDigest(),
        run == null ? List.of() : run.workers(id),
        run == null ? List.of() : run.partitions(id),
        progress(progress, job.state()),
        job.dataset(),
        job.task(),
        json.spec(job.spec()).description(),
        run == null ? 0 : run.generation(id),
        run == null ? null : run.counters(id),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.createdBy(),
        summaries.crossValidation(id).orElse(null));
  }

  private static JobView.Progress progress(JobProgress progress, JobState state) {
    return new JobView.Progress(
        progress.step(),
        progress.totalSteps(),
        progress.epoch(),
        progress.totalEpochs(),
        progress.totalSteps() == 0 ? 0 : (double) progress.step() / progress.totalSteps(),
        progress.stepsPerSecond(),
        progress.samplesPerSecond(),
        etaSeconds(progress, state),
        progress.rowLedger());
  }

  private static @Nullable Double etaSeconds(JobProgress progress, JobState state) {
    return state == JobState.RUNNING && progress.stepsPerSecond() > 0
        ? (progress.totalSteps() - progress.step()) / progress.stepsPerSecond()
        : null;
  }
}
