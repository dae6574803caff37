package io.tributary.client;

import io.tributary.client.job.CheckpointView;
import io.tributary.client.job.CrossValidation;
import io.tributary.client.job.ForkRequest;
import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobQuery;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSummary;
import io.tributary.client.job.JobView;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.job.SubmittedJob;
import io.tributary.client.model.ModelView;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Jobs: {@code /jobs}. Thread-safe. */
public final class JobsClient {
  private static final String YAML = "application/yaml";
  private final JsonCalls calls;

  JobsClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code POST /jobs}. A spec with mistakes is refused with every violation. */
  public SubmittedJob submit(JobSpec spec) {
    return calls.create(Route.of("jobs"), spec, SubmittedJob.class);
  }

  /** {@code POST /jobs} with the text of a spec, YAML or JSON, as a person wrote it. */
  public SubmittedJob submitYaml(String text) {
    return calls.exchange(
        yaml(Route.of("jobs"), text).header("Idempotency-Key", calls.key()).build(),
        SubmittedJob.class);
  }

  /**
   * {@code POST /cross-validations} with the text of a spec: one job per fold.
   *
   * @return the jobs as they are now
   */
  public CrossValidation crossValidateYaml(String text) {
    return calls.exchange(
        yaml(Route.of("cross-validations"), text).header("Idempotency-Key", calls.key()).build(),
        CrossValidation.class);
  }

  /**
   * {@code GET /cross-validations/{id}}.
   *
   * @param id of a cross-validation, or of one of its jobs
   */
  public CrossValidation crossValidation(String id) {
    return calls.get(Route.of("cross-validations", id), CrossValidation.class);
  }

  /** {@code POST /jobs/validate}: the complete spec, or a refusal with every violation. */
  public JobSpec validate(JobSpec spec) {
    return calls.ask(Route.of("jobs", "validate"), spec, JobSpec.class);
  }

  /** {@code POST /jobs/validate} with the text of a spec. */
  public JobSpec validateYaml(String text) {
    return calls.exchange(yaml(Route.of("jobs", "validate"), text).build(), JobSpec.class);
  }

  /** {@code GET /jobs}, newest first. */
  public Page<JobSummary> list(JobQuery query) {
    Route route = Route.of("jobs").with("q", query.text()).with("cursor", query.cursor());
    for (String state : query.states()) {
      route = route.with("state", state);
    }
    return calls.get(route.with("limit", query.limit()), new TypeReference<Page<JobSummary>>() {});
  }

  /** {@code GET /jobs/{id}}. */
  public JobView get(String id) {
    return calls.get(Route.of("jobs", id), JobView.class);
  }

  /** {@code GET /jobs/{id}/spec}: complete, defaults filled in. */
  public JobSpec spec(String id) {
    return calls.get(Route.of("jobs", id, "spec"), JobSpec.class);
  }

  /** {@code GET /jobs/{id}/spec} as YAML, fit for {@link #submitYaml(String)}. */
  public String specYaml(String id) {
    HttpRequest request =
        calls
            .transport()
            .request(Route.of("jobs", id, "spec"))
            .header("Accept", YAML)
            .GET()
            .build();
    return calls
        .transport()
        .sendRepeatable(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }

  /** {@code POST /jobs/{id}/pause}. */
  public void pause(String id) {
    calls.command("POST", Route.of("jobs", id, "pause"));
  }

  /** {@code POST /jobs/{id}/resume}. */
  public void resume(String id) {
    calls.command("POST", Route.of("jobs", id, "resume"));
  }

  /** {@code POST /jobs/{id}/cancel}. */
  public void cancel(String id) {
    calls.command("POST", Route.of("jobs", id, "cancel"));
  }

  /** {@code POST /jobs/{id}/fork}: a new job that goes on from a checkpoint of this one. */
  public SubmittedJob fork(String id, ForkRequest fork) {
    return calls.create(Route.of("jobs", id, "fork"), fork, SubmittedJob.class);
  }

  /**
   * {@code GET /jobs/{id}/metrics}.
   *
   * @param names of metrics; all where empty
   * @param points at most so many per curve; null for the control plane's choice
   */
  public MetricSeries metrics(String id, List<String> names, @Nullable Integer points) {
    String joined = names.isEmpty() ? null : String.join(",", names);
    return calls.get(
        Route.of("jobs", id, "metrics").with("names", joined).with("points", points),
        MetricSeries.class);
  }

  /** {@code GET /jobs/{id}/evaluation}: what the last one showed beside its metrics. */
  public JobEvaluation evaluation(String id) {
    return calls.get(Route.of("jobs", id, "evaluation"), JobEvaluation.class);
  }

  /** {@code GET /jobs/{id}/advice}: what the job's own measurements say about it. */
  public JobAdvice advice(String id) {
    return calls.get(Route.of("jobs", id, "advice"), JobAdvice.class);
  }

  /** {@code GET /jobs/{id}/history}: the newest of the events worth keeping, oldest first. */
  public List<JobEvent> history(String id) {
    return calls.get(Route.of("jobs", id, "history"), new TypeReference<List<JobEvent>>() {});
  }

  /**
   * {@code GET /jobs/{id}/events}: what happens, as it happens, until the job has ended.
   *
   * @param after sequence of the last event already known; 0 for all that were kept
   */
  public JobEventStream events(String id, long after) {
    return new JobEventStream(calls.transport().withRetry(Retry.PATIENT), this, id, after);
  }

  /** {@code GET /jobs/{id}/checkpoints}. */
  public List<CheckpointView> checkpoints(String id) {
    return calls.get(
        Route.of("jobs", id, "checkpoints"), new TypeReference<List<CheckpointView>>() {});
  }

  /** {@code POST /jobs/{id}/checkpoints/{step}/promote}: makes the checkpoint a model. */
  public ModelView promote(String id, long step, PromoteRequest request) {
    return calls.create(
        Route.of("jobs", id, "checkpoints", Long.toString(step), "promote"),
        request,
        ModelView.class);
  }

  private HttpRequest.Builder yaml(Route route, String text) {
    return calls
        .reading(route)
        .header("Content-Type", YAML)
        .POST(BodyPublishers.ofString(text, StandardCharsets.UTF_8));
  }
}
