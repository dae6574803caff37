package io.tributary.platform.dispatch;

import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.job.ForkPoint;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.job.StartingModel;
import io.tributary.platform.job.StartingModels;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a job starts from: a model, a checkpoint of another job, or nothing. Of the first two it has
 * the preprocessing, too. Thread-safe.
 */
@Component
class JobStart {
  private final Jobs jobs;
  private final Checkpoints checkpoints;
  private final StartingModels models;

  JobStart(Jobs jobs, Checkpoints checkpoints, StartingModels models) {
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.models = models;
  }

  /** The preprocessing that the job starts with; null where it has none yet. */
  @Nullable Preprocessing kept(JobRecord job) {
    StartingModel model = startingModel(job);
    return model == null ? keptByFork(job) : model.plan().preprocessing();
  }

  /** Stores the plan, and before it the checkpoint of step 0. */
  void store(JobRecord job, TrainingPlan plan) {
    checkpoints.save(start(job, plan, startingModel(job)));
    jobs.plan(job.id(), plan);
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
  static Preprocessing keeping(@Nullable Preprocessing kept, Preprocessing fitted) {
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
