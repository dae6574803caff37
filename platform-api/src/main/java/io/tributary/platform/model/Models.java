package io.tributary.platform.model;

import io.tributary.client.Page;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.problem.Violation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.state.SavedState;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.CheckpointReference;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.PinnedCheckpoints;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit;
import io.tributary.platform.security.Audit.Outcome;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Promotes checkpoints to models, and uses models. Thread-safe. */
@Service
public class Models {
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final Jobs jobs;
  private final Checkpoints checkpoints;
  private final PinnedCheckpoints pins;
  private final ModelRows rows;
  private final ModelViews views;
  private final ModelArchive archive;
  private final OnnxFile onnx;
  private final Lineage lineage;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  Models(
      Jobs jobs,
      Checkpoints checkpoints,
      PinnedCheckpoints pins,
      ModelRows rows,
      ModelViews views,
      ModelArchive archive,
      OnnxFile onnx,
      Lineage lineage,
      Audit audit,
      JsonMapper json,
      Clock clock) {
    this.jobs = jobs;
    this.checkpoints = checkpoints;
    this.pins = pins;
    this.rows = rows;
    this.views = views;
    this.archive = archive;
    this.onnx = onnx;
    this.lineage = lineage;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Copies a checkpoint's parameters and plan into a new version of the model {@code
   * request.name()}.
   *
   * @param step a number of steps, or {@code latest}
   */
  public ModelView promote(UUID jobId, String step, PromoteRequest request, String user) {
    Promotion promotion = Promotion.of(request);
    JobRecord job = jobs.get(new JobId(jobId));
    Checkpoint checkpoint = CheckpointReference.resolve(checkpoints, jobId, step);
    TrainingPlan plan =
        jobs.plan(job.id())
            .orElseThrow(
                () -> new IllegalStateException("job " + jobId + " has checkpoints but no plan"));
    byte[] parameters = ParameterBytes.of(SavedState.read(checkpoint.state()).state().parameters());
    String digest = ParameterBytes.digest(parameters);
    if (!digest.equals(checkpoint.parametersDigest())) {
      throw new IllegalStateException(
          "job %s, step %d: the checkpoint says its parameters have the digest %s, they have %s"
              .formatted(jobId, checkpoint.step(), checkpoint.parametersDigest(), digest));
    }
    pins.pin(job.id(), checkpoint.step());
    ModelRows.Stored stored =
        rows.add(
            new Model(
                UUID.randomUUID(),
                promotion.name(),
                0,
                promotion.stage(),
                "",
                jobId,
                job.name(),
                checkpoint.step(),
                TrainingPlans.toJson(plan),
                json.writeValueAsString(lineage.of(job, checkpoint, plan)),
                json.writeValueAsString(new TreeMap<>(checkpoint.metrics())),
                digest,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                user),
            parameters);
    audit.record("model.promote", label(stored.model()), Outcome.SUCCEEDED);
    tellArchived(stored);
    return views.of(stored.model());
  }

  /**
   * Changes stage or notes. A version that goes into production takes the place of the one there,
   * which is archived. Throws NOT_FOUND, and INVALID_CONTENT with every violation.
   */
  public ModelView change(String reference, ModelChange request) {
    ModelChanges changes = ModelChanges.of(request);
    Model before = find(reference);
    ModelRows.Stored stored = rows.change(before, changes);
    Model model = stored.model();
    if (changes.stage() != null) {
      audit.record(
          "model.stage",
          "%s %s -> %s"
              .formatted(label(model), before.stage().wireName(), model.stage().wireName()),
          Outcome.SUCCEEDED);
    }
    if (changes.notes() != null) {
      audit.record("model.notes", label(model), Outcome.SUCCEEDED);
    }
    tellArchived(stored);
    return views.of(model);
  }

  private void tellArchived(ModelRows.Stored stored) {
    for (int version : stored.archived()) {
      audit.record(
          "model.stage",
          "%s@%d production -> archived".formatted(stored.model().name(), version),
          Outcome.SUCCEEDED);
    }
  }

  private static String label(Model model) {
    return model.name() + "@" + model.version();
  }

  /**
   * Newest first. Throws INVALID_REQUEST with the reason.
   *
   * @param name of the models; null for all
   * @param stage null for all
   */
  public Page<ModelView> list(
      @Nullable String name,
      @Nullable String stage,
      @Nullable String cursor,
      @Nullable Integer limit) {
    List<Violation> violations = new ArrayList<>();
    Stage wanted = stage == null ? null : ModelChanges.stage(stage, violations);
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "There is no stage '%s'.".formatted(stage),
          "Use one of %s.".formatted(Stage.names()),
          violations);
    }
    int size = limit == null ? DEFAULT_PAGE : limit;
    if (size < 1 || size > LARGEST_PAGE) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "limit is %d, not 1 to %d.".formatted(size, LARGEST_PAGE),
          "Ask for smaller pages.",
          List.of(new Violation("limit", "is not 1 to " + LARGEST_PAGE, "Ask for less.")));
    }
    if (name != null && !ModelReference.NAME.matcher(name).matches()) {
      return new Page<>(List.of(), null);
    }
    List<Model> found =
        rows.list(name, wanted, cursor == null ? null : ModelCursor.parse(cursor), size + 1);
    List<Model> page = found.subList(0, Math.min(size, found.size()));
    return new Page<>(
        page.stream().map(views::of).toList(),
        found.size() > size
            ? new ModelCursor(page.getLast().createdAt(), page.getLast().id()).text()
            : null);
  }

  /**
   * Throws NOT_FOUND where there is none.
   *
   * @param reference an id, a name (its newest version that is not archived), name@version, or
   *     name@stage
   */
  public ModelView get(String reference) {
    return views.of(find(reference));
  }

  /**
   * The model as a file; the same bytes each time. Throws INVALID_CONTENT with the reason where the
   * format cannot express the model.
   */
  public byte[] file(String reference, ModelFormat format) {
    Model model = find(reference);
    byte[] parameters = rows.parameters(model.id());
    byte[] file =
        switch (format) {
          case NATIVE -> archive.of(model, parameters);
          case ONNX -> onnx.of(model, parameters);
        };
    audit.record("model.download", label(model), Outcome.SUCCEEDED);
    return file;
  }

  /** Throws INVALID_CONTENT with violations where the rows do not fit the model. */
  public Predictions predict(String reference, PredictRequest request) {
    Model model = find(reference);
    float[] parameters = ParameterBytes.read(rows.parameters(model.id()));
    return new Predictor(TrainingPlans.fromJson(model.plan()), parameters).predict(request);
  }

  /** What {@code reference} means; throws NOT_FOUND where it means nothing. */
  Model find(String reference) {
    return ModelReference.of(reference)
        .flatMap(rows::find)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no model '%s'.".formatted(reference),
                    "Give an id, a name, name@version or name@stage of /api/v1/models; a name alone"
                        + " means its newest version that is not archived."));
  }
}
