package io.tributary.web.platform;

import io.tributary.client.JobEventStream;
import io.tributary.client.Page;
import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.agent.AgentView;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSpec;
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
import io.tributary.client.problem.ProblemView;
import io.tributary.client.problem.Violation;
import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gateway over the typed client. */
record ClientGateway(TributaryClient client) implements PlatformGateway {
  private static final int DATASETS_PER_PAGE = 100;
  private static final int MODELS_SHOWN = 200;

  @Override
  public Page<DatasetView> datasets(@Nullable String cursor) {
    return client.datasets().list(null, cursor, DATASETS_PER_PAGE);
  }

  @Override
  public DatasetView dataset(String id) {
    return client.datasets().get(id);
  }

  @Override
  public List<DatasetView> versions(String id) {
    return client.datasets().versions(id);
  }

  @Override
  public DatasetPreview preview(String id) {
    return client.datasets().preview(id, null);
  }

  @Override
  public DatasetProfile profile(String id) {
    return client.datasets().profile(id);
  }

  @Override
  public List<RejectedRow> rejectedRows(String id) {
    return client.datasets().rejected(id, null).items();
  }

  @Override
  public UploadView beginUpload(String fileName, String fingerprint, long length) {
    return client.uploads().begin(fileName, fingerprint, length);
  }

  @Override
  public UploadView upload(String id) {
    return client.uploads().get(id);
  }

  @Override
  public void sendUpload(String id, long offset, InputStream bytes, long length) {
    client.uploads().send(id, offset, bytes, length);
  }

  @Override
  public DatasetView createDataset(DatasetRequest request) {
    return client.datasets().create(request);
  }

  @Override
  public SourcesView sources() {
    return client.datasets().sources();
  }

  @Override
  public FetchView beginFetch(DatasetRequest request) {
    return client.datasets().fetch(request);
  }

  @Override
  public FetchView fetch(String id) {
    return client.datasets().fetch(id);
  }

  @Override
  public DatasetView upload(String name, List<Path> files) {
    try {
      return client
          .datasets()
          .upload(
              DatasetSpec.named(name),
              files.stream().map(UploadPart::file).toList(),
              UploadProgress.IGNORED);
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the data set " + name + " are gone", e);
    }
  }

  @Override
  public void deleteDataset(String id) {
    client.datasets().delete(id);
  }

  @Override
  public Page<JobSummary> jobs(JobQuery query) {
    return client.jobs().list(query);
  }

  @Override
  public JobView job(String id) {
    return client.jobs().get(id);
  }

  @Override
  public String spec(String id) {
    return client.jobs().specYaml(id);
  }

  @Override
  public List<Violation> check(String document) {
    try {
      client.jobs().validateYaml(document);
      return List.of();
    } catch (TributaryException refusal) {
      if (refusal.status() != 400 && refusal.status() != 422) {
        throw refusal;
      }
      return refusal.violations().isEmpty()
          ? List.of(new Violation("", String.valueOf(refusal.getMessage()), refusal.advice()))
          : refusal.violations();
    }
  }

  @Override
  public String submit(String document) {
    return client.jobs().submitYaml(document).id();
  }

  @Override
  public String crossValidate(String document) {
    return client.jobs().crossValidateYaml(document).id();
  }

  @Override
  public CrossValidation crossValidation(String id) {
    return client.jobs().crossValidation(id);
  }

  @Override
  public void pause(String jobId) {
    client.jobs().pause(jobId);
  }

  @Override
  public void resume(String jobId) {
    client.jobs().resume(jobId);
  }

  @Override
  public void cancel(String jobId) {
    client.jobs().cancel(jobId);
  }

  @Override
  public JobAdvice advice(String jobId) {
    return client.jobs().advice(jobId);
  }

  @Override
  public MetricSeries metrics(String jobId, int points) {
    return client.jobs().metrics(jobId, List.of(), points);
  }

  @Override
  public JobEvaluation evaluation(String jobId) {
    return client.jobs().evaluation(jobId);
  }

  @Override
  public List<JobEvent> history(String jobId) {
    return client.jobs().history(jobId);
  }

  @Override
  public List<CheckpointView> checkpoints(String jobId) {
    return client.jobs().checkpoints(jobId);
  }

  @Override
  public ModelView promote(String jobId, long step, PromoteRequest request) {
    return client.jobs().promote(jobId, step, request);
  }

  @Override
  public void follow(String jobId, long after, Consumer<JobEvent> listener) {
    try (JobEventStream events = client.jobs().events(jobId, after)) {
      events.forEachRemaining(listener);
    }
  }

  @Override
  public List<AgentView> agents() {
    return client.agents().list();
  }

  @Override
  public void drain(String agentId) {
    client.agents().drain(agentId);
  }

  @Override
  public List<ProblemView> problems() {
    return client.problems().list();
  }

  @Override
  public List<ModelView> models() {
    return client.models().list(null, null, null, MODELS_SHOWN).items();
  }

  @Override
  public void changeModel(String id, ModelChange change) {
    client.models().change(id, change);
  }

  @Override
  public ModelView model(String id) {
    return client.models().get(id);
  }

  @Override
  public void download(String modelId, String format, OutputStream target) throws IOException {
    client.models().download(modelId, format, target);
  }

  @Override
  public Predictions predict(String modelId, PredictRequest request) {
    return client.models().predict(modelId, request);
  }

  @Override
  public List<UserView> users() {
    return client.users().list();
  }

  @Override
  public UserView createUser(UserRequest request) {
    return client.users().create(request);
  }

  @Override
  public void deleteUser(String username) {
    client.users().delete(username);
  }

  @Override
  public List<TokenView> tokens() {
    return client.tokens().list();
  }

  @Override
  public TokenView createToken(TokenRequest request) {
    return client.tokens().create(request);
  }

  @Override
  public void revokeToken(String id) {
    client.tokens().revoke(id);
  }

  @Override
  public void changePassword(String present, String next) {
    client.session().changePassword(present, next);
  }

  @Override
  public void signOut() {
    client.session().signOut();
  }
}
