package io.tributary.web.platform;

import io.tributary.client.Page;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.agent.AgentView;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.FetchView;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.client.dataset.SourcesView;
import io.tributary.client.dataset.UploadView;
import io.tributary.client.job.CheckpointView;
import io.tributary.client.job.CrossValidation;
import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobQuery;
import io.tributary.client.job.JobSummary;
import io.tributary.client.job.JobView;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.problem.ErrorResponse;
import io.tributary.client.problem.ProblemView;
import io.tributary.client.problem.Violation;
import io.tributary.client.security.SessionView;
import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control plane in memory. It refuses what the real one refuses, as far as pages care: names and
 * passwords that do not fit, ids that do not exist, jobs without name or with a text as learning
 * rate. What it was told is kept in {@link #commands}. Thread-safe.
 */
public final class FakePlatform implements PlatformGateways, PlatformGateway {
  public final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  public final BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
  public final Map<String, JobView> jobs = Collections.synchronizedMap(new LinkedHashMap<>());
  public volatile boolean breakUploads;
  private volatile String sent = "";
  private volatile boolean empty;
  private volatile boolean away;
  private volatile boolean expired;

  public FakePlatform() {
    reset();
  }

  public void reset() {
    commands.clear();
    events.clear();
    jobs.clear();
    breakUploads = false;
    empty = false;
    away = false;
    expired = false;
    put(Samples.job("j-running", "digits-mlp", "RUNNING", 240));
    put(Samples.job("j-stalled", "digits-wide", "STALLED", 240));
    put(Samples.job("j-done", "housing-mlp", "SUCCEEDED", 480));
    put(Samples.job("j-hostile", Samples.HOSTILE, "FAILED", 12));
  }

  public void put(JobView job) {
    jobs.put(job.id(), job);
  }

  /** From now on: a platform on its first day. */
  public void becomeEmpty() {
    empty = true;
    jobs.clear();
  }

  /** From now on: nothing answers. */
  public void goAway() {
    away = true;
  }

  /** From now on: every token is worth nothing. */
  public void expireTokens() {
    expired = true;
  }

  private void answer() {
    if (away) {
      throw new PlatformUnreachable(
          "The platform cannot be reached.", "Start it.", new ConnectException("refused"));
    }
    if (expired) {
      throw refusal(401, "UNAUTHENTICATED", "The token has expired.", List.of());
    }
  }

  private static TributaryException refusal(
      int status, String code, String detail, List<Violation> violations) {
    return new TributaryException(
        status,
        new ErrorResponse(null, code, status, detail, null, code, "Advice: " + code, violations));
  }

  private static TributaryException absent(String what, String id) {
    return refusal(404, "NOT_FOUND", "There is no " + what + " " + id + ".", List.of());
  }

  @Override
  public SessionView signIn(String username, String password) {
    answer();
    if (!password.equals("secret-" + username)) {
      throw refusal(401, "UNAUTHENTICATED", "Name and password do not fit.", List.of());
    }
    return new SessionView("token-of-" + username, username, username, null);
  }

  @Override
  public PlatformGateway forToken(String token) {
    return this;
  }

  @Override
  public Page<DatasetView> datasets(@Nullable String cursor) {
    answer();
    return new Page<>(empty ? List.of() : List.of(Samples.housing(), Samples.digits()), null);
  }

  @Override
  public DatasetView dataset(String id) {
    return Stream.concat(datasets(null).items().stream(), Stream.of(Samples.presses()))
        .filter(dataset -> dataset.id().equals(id))
        .findFirst()
        .orElseThrow(() -> absent("data set", id));
  }

  /** Each data set has grown once. */
  @Override
  public List<DatasetView> versions(String id) {
    DatasetView newest = dataset(id);
    return List.of(newest, Samples.older(newest));
  }

  @Override
  public DatasetPreview preview(String id) {
    if (dataset(id).edge() != null) {
      throw refusal(409, "DATASET_STAYS_AT_AGENTS", "Its rows stay at agents.", List.of());
    }
    return Samples.preview();
  }

  @Override
  public DatasetProfile profile(String id) {
    dataset(id);
    return Samples.profile();
  }

  @Override
  public List<RejectedRow> rejectedRows(String id) {
    return List.of(
        new RejectedRow(17, "Column houseAge is not a number.", "1,x," + Samples.HOSTILE));
  }

  @Override
  public DatasetView upload(String name, List<Path> files) {
    answer();
    try {
      for (Path file : files) {
        commands.add("upload %s: %d bytes".formatted(name, Files.size(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Samples.housing();
  }

  @Override
  public UploadView beginUpload(String fileName, String fingerprint, long length) {
    answer();
    sent = "";
    return new UploadView("u1", fileName, fingerprint, length, 0, Instant.EPOCH);
  }

  @Override
  public UploadView upload(String id) {
    answer();
    return new UploadView(id, "a.csv", "", 8, sent.length(), Instant.EPOCH);
  }

  /** The first byte of a file arrives, then the connection breaks: once. */
  @Override
  public void sendUpload(String id, long offset, InputStream bytes, long length) {
    answer();
    try {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      commands.add("send from %d: %s".formatted(offset, text));
      if (breakUploads) {
        breakUploads = false;
        sent += text.substring(0, 1);
        throw refusal(423, "UPLOAD_BUSY", "Another request is using this upload.", List.of());
      }
      sent += text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SourcesView sources() {
    answer();
    return empty
        ? new SourcesView(List.of(), List.of(), Map.of())
        : new SourcesView(
            List.of("https://data.example.org/open"),
            List.of("sales"),
            Map.of("plant", List.of("orders*")));
  }

  @Override
  public FetchView beginFetch(DatasetRequest request) {
    answer();
    commands.add("fetch %s".formatted(request));
    return fetch("f-reading");
  }

  @Override
  public FetchView fetch(String id) {
    return switch (id) {
      case "f-reading" -> new FetchView(id, FetchView.READING, Samples.NOW, 5_000_000, null, null);
      case "f-stored" ->
          new FetchView(id, FetchView.STORED, Samples.NOW, 9, Samples.housing(), null);
      case "f-refused" ->
          new FetchView(
              id,
              FetchView.REFUSED,
              Samples.NOW,
              9,
              null,
              refusal(
                      422,
                      "DATASET_SOURCE_NOT_ALLOWED",
                      "There is no connection 'x' " + Samples.HOSTILE,
                      List.of())
                  .error());
      default -> throw absent("fetch", id);
    };
  }

  @Override
  public DatasetView createDataset(DatasetRequest request) {
    answer();
    commands.add("create %s of %s".formatted(request, sent));
    if (sent.contains("broken")) {
      throw refusal(
          422,
          "INVALID_DATASET",
          "The file cannot be read.",
          List.of(new Violation("line 2", "It has 3 fields, but line 1 has 4.", "Repair it.")));
    }
    return Samples.housing();
  }

  @Override
  public void deleteDataset(String id) {
    dataset(id);
    if (id.equals("d-digits")) {
      throw refusal(409, "DATASET_IN_USE", "Job digits-mlp needs digits@1.", List.of());
    }
    commands.add("delete " + id);
  }

  @Override
  public Page<JobSummary> jobs(JobQuery query) {
    answer();
    List<JobSummary> found =
        jobs.values().stream()
            .filter(job -> query.states().isEmpty() || query.states().contains(job.state()))
            .filter(job -> query.text() == null || job.name().contains(query.text()))
            .map(job -> Samples.summary(job.id(), job.name(), job.state(), job.step()))
            .toList();
    return new Page<>(found, found.size() > 3 ? "older" : null);
  }

  @Override
  public JobView job(String id) {
    answer();
    JobView job = jobs.get(id);
    if (job == null) {
      throw absent("job", id);
    }
    return job;
  }

  @Override
  public String spec(String id) {
    String spec = spec();
    return job(id).name().equals("digits-wide")
        ? spec.replace("[256, 64]", "[1024]").replace("name: digits-mlp", "name: digits-wide")
        : spec;
  }

  private static String spec() {
    return """
    name: digits-mlp
    dataset: digits@1
    label: label
    task: classification
    model: {type: mlp, hidden: [256, 64], activation: tanh}
    optimizer: {type: adam, learningRate: 0.001}
    training: {epochs: 15, batchSize: 256, partitions: 8, seed: 42}
    priority: 7
    """;
  }

  @Override
  public List<Violation> check(String document) {
    answer();
    List<Violation> violations = new ArrayList<>();
    if (!document.contains("name:")) {
      violations.add(new Violation("name", "A job needs a name.", "Give it one."));
    }
    if (document.contains("learningRate: fast")) {
      violations.add(
          new Violation("optimizer.learningRate", "fast is not a number.", "Use one like 0.05."));
    }
    if (document.contains("surprise")) {
      violations.add(new Violation("surprise", "There is no such key.", "Remove it."));
    }
    if (document.contains("warmStart:") && !document.contains("digits@1")) {
      violations.add(
          new Violation("dataset", "The checkpoint was made with digits@1.", "Leave it."));
    }
    return violations;
  }

  @Override
  public String submit(String document) {
    List<Violation> violations = check(document);
    if (!violations.isEmpty()) {
      throw refusal(422, "INVALID_JOB_SPEC", "The job has mistakes.", violations);
    }
    commands.add("submit " + document);
    return "j-running";
  }

  @Override
  public String crossValidate(String document) {
    commands.add("cross-validate " + document);
    return "v-1";
  }

  @Override
  public CrossValidation crossValidation(String id) {
    List<CrossValidation.Fold> folds = new ArrayList<>();
    for (JobSummary job : jobs(new JobQuery(List.of(), null, null, null)).items()) {
      folds.add(new CrossValidation.Fold(folds.size() + 1, job));
    }
    return new CrossValidation(
        id, folds, Map.of("accuracy", new CrossValidation.Spread(0.75, 0.125, 0.5, 0.875, 3)));
  }

  @Override
  public void pause(String jobId) {
    job(jobId);
    commands.add("pause " + jobId);
  }

  @Override
  public void resume(String jobId) {
    commands.add("resume " + jobId);
  }

  @Override
  public void cancel(String jobId) {
    commands.add("cancel " + jobId);
  }

  @Override
  public JobAdvice advice(String jobId) {
    return job(jobId).state().equals("STALLED") ? Samples.noAdvice() : Samples.advice();
  }

  @Override
  public JobEvaluation evaluation(String jobId) {
    return job(jobId).state().equals("STALLED") ? JobEvaluation.NONE : Samples.evaluation();
  }

  @Override
  public MetricSeries metrics(String jobId, int points) {
    return Samples.series(job(jobId).step());
  }

  @Override
  public List<JobEvent> history(String jobId) {
    return Samples.history();
  }

  @Override
  public List<CheckpointView> checkpoints(String jobId) {
    return Samples.checkpoints();
  }

  @Override
  public ModelView promote(String jobId, long step, PromoteRequest request) {
    commands.add("promote " + jobId + " " + step + " " + request.name());
    return Samples.model();
  }

  @Override
  public void follow(String jobId, long after, Consumer<JobEvent> listener) {
    answer();
    commands.add("follow " + jobId + " after " + after);
    try {
      while (true) {
        JobEvent event = events.take();
        listener.accept(event);
        if ("SUCCEEDED".equals(event.values().get("state"))) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("closed");
    }
  }

  @Override
  public List<AgentView> agents() {
    answer();
    return empty ? List.of() : Samples.agents();
  }

  @Override
  public void drain(String agentId) {
    commands.add("drain " + agentId);
  }

  @Override
  public List<ProblemView> problems() {
    answer();
    return empty ? List.of() : List.of(Samples.problem());
  }

  @Override
  public List<ModelView> models() {
    answer();
    return empty ? List.of() : List.of(Samples.model(), Samples.digitsModel());
  }

  @Override
  public void changeModel(String id, ModelChange change) {
    model(id);
    commands.add("change " + id + " " + change.stage() + " " + change.notes());
    if ("nowhere".equals(change.stage())) {
      throw refusal(422, "INVALID_CONTENT", "The model cannot be changed like this.", List.of());
    }
  }

  @Override
  public ModelView model(String id) {
    return models().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(() -> absent("model", id));
  }

  @Override
  public void download(String modelId, String format, OutputStream target) throws IOException {
    target.write((format + " of " + modelId).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Predictions predict(String modelId, PredictRequest request) {
    commands.add("predict " + modelId + " " + request.rows());
    if (request.rows().getFirst().isEmpty()) {
      throw refusal(422, "INVALID_REQUEST", "The row is empty.", List.of());
    }
    return new Predictions(
        List.of(
            new Predictions.Prediction("INLAND", Map.of("INLAND", 0.8, "NEAR BAY", 0.2), null)));
  }

  @Override
  public List<UserView> users() {
    answer();
    return List.of(
        new UserView("admin", "admin", Samples.NOW),
        new UserView("operator", "operator", Samples.NOW));
  }

  @Override
  public UserView createUser(UserRequest request) {
    if (request.password() == null || request.password().length() < 8) {
      throw refusal(
          422,
          "INVALID_REQUEST",
          "The password is too short.",
          List.of(new Violation("password", "It has fewer than 8 characters.", "Use more.")));
    }
    commands.add("create user " + request.username());
    return new UserView("new", "viewer", Samples.NOW);
  }

  @Override
  public void deleteUser(String username) {
    commands.add("delete user " + username);
  }

  @Override
  public List<TokenView> tokens() {
    answer();
    return List.of(
        new TokenView("t-1", "nightly import", "operator", null, Samples.NOW, null, Samples.NOW));
  }

  @Override
  public TokenView createToken(TokenRequest request) {
    commands.add("create token " + request.name());
    return new TokenView(
        "t-2", request.name(), "viewer", "trb_only-shown-once", Samples.NOW, null, null);
  }

  @Override
  public void revokeToken(String id) {
    commands.add("revoke " + id);
  }

  @Override
  public void changePassword(String present, String next) {
    if (!present.equals("secret-admin")) {
      throw refusal(
          422,
          "INVALID_CONTENT",
          "The present password is wrong.",
          List.of(new Violation("currentPassword", "is wrong", "Type it again.")));
    }
    commands.add("new password " + next);
  }

  @Override
  public void signOut() {
    commands.add("sign out");
  }
}
