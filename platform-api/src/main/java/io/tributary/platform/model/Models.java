package io.tributary.platform.model;

import io.tributary.client.Page;
import io.tributary.client.job.PromoteRequest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Model model =
        rows.add(
            new Model(
                UUID.randomUUID(),
                promotion.name(),
                0,
                promotion.stage(),
                jobId,
                job.name(),
                checkpoint.step(),
                TrainingPlans.toJson(plan),
                json.writeValueAsString(provenance(job, checkpoint, plan)),
                json.writeValueAsString(new TreeMap<>(checkpoint.metrics())),
                digest,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                user),
            parameters);
    audit.record("model.promote", model.name() + " " + model.version(), Outcome.SUCCEEDED);
    return views.of(model);
  }

  /** Newest first. */
  public Page<ModelView> list(@Nullable String cursor, @Nullable Integer limit) {
    int size = limit == null ? DEFAULT_PAGE : limit;
    if (size < 1 || size > LARGEST_PAGE) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "limit is %d, not 1 to %d.".formatted(size, LARGEST_PAGE),
          "Ask for smaller pages.",
          List.of(new Violation("limit", "is not 1 to " + LARGEST_PAGE, "Ask for less.")));
    }
    List<Model> found = rows.list(cursor == null ? null : ModelCursor.parse(cursor), size + 1);
    List<Model> page = found.subList(0, Math.min(size, found.size()));
    return new Page<>(
        page.stream().map(views::of).toList(),
        found.size() > size
            ? new ModelCursor(page.getLast().createdAt(), page.getLast().id()).text()
            : null);
  }

  /** Throws NOT_FOUND where there is none. */
  public ModelView get(UUID id) {
    return views.of(find(id));
  }

  /**
   * The model as a file; the same bytes each time. Throws INVALID_CONTENT with the reason where the
   * format cannot express the model.
   */
  public byte[] file(UUID id, ModelFormat format) {
    Model model = find(id);
    byte[] parameters = rows.parameters(id);
    byte[] file =
        switch (format) {
          case NATIVE -> archive.of(model, parameters);
          case ONNX -> onnx.of(model, parameters);
        };
    audit.record("model.download", id.toString(), Outcome.SUCCEEDED);
    return file;
  }

  /** Throws INVALID_CONTENT with violations where the rows do not fit the model. */
  public Predictions predict(UUID id, PredictRequest request) {
    Model model = find(id);
    float[] parameters = ParameterBytes.read(rows.parameters(id));
    return new Predictor(TrainingPlans.fromJson(model.plan()), parameters).predict(request);
  }

  private Model find(UUID id) {
    return rows.get(id)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no model %s.".formatted(id),
                    "The models are at /api/v1/models."));
  }

  private static Map<String, Object> provenance(
      JobRecord job, Checkpoint checkpoint, TrainingPlan plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jobId", job.id().toString());
    facts.put("jobName", job.name());
    facts.put("datasetId", job.datasetId());
    facts.put("step", checkpoint.step());
    facts.put("epoch", checkpoint.epoch());
    facts.put("ledgerOffset", checkpoint.ledgerOffset());
    facts.put("seed", plan.seed());
    facts.put("spec", job.spec());
    return facts;
  }
}
