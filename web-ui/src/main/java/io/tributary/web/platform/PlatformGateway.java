package io.tributary.web.platform;

import io.tributary.client.Page;
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
import io.tributary.client.problem.ProblemView;
import io.tributary.client.problem.Violation;
import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard asks of the control plane, in the name of one signed-in user. Every method
 * throws {@link io.tributary.client.TributaryException} when the control plane says no and {@link
 * io.tributary.client.PlatformUnreachable} when it says nothing. Shared between threads.
 */
public interface PlatformGateway {

  Page<DatasetView> datasets(@Nullable String cursor);

  DatasetView dataset(String id);

  /** The versions under a data set's name, newest first. */
  List<DatasetView> versions(String id);

  DatasetPreview preview(String id);

  DatasetProfile profile(String id);

  /** Rows of the file that could not be stored, the first of them. */
  List<RejectedRow> rejectedRows(String id);

  /**
   * Begins to send a file, or finds what the user has sent of it before.
   *
   * @param fingerprint by which the file is known again
   * @param length of the file, in bytes
   */
  UploadView beginUpload(String fileName, String fingerprint, long length);

  /** How far the sending of a file is. */
  UploadView upload(String id);

  /**
   * Passes bytes of a file on while they arrive.
   *
   * @param offset of the first of them in the file
   * @param bytes read once
   * @param length of {@code bytes}
   */
  void sendUpload(String id, long offset, InputStream bytes, long length);

  /** Makes a data set of rows that the control plane has, or gets by itself. */
  DatasetView createDataset(DatasetRequest request);

  /** What the control plane may be asked to read. */
  SourcesView sources();

  /** Lets the control plane read rows in the background. */
  FetchView beginFetch(DatasetRequest request);

  /** How far it is. */
  FetchView fetch(String id);

  /** Uploads files as the next version of the data set {@code name}. */
  DatasetView upload(String name, List<Path> files);

  void deleteDataset(String id);

  Page<JobSummary> jobs(JobQuery query);

  JobView job(String id);

  /** The job's complete spec as a YAML document. */
  String spec(String id);

  /** What is wrong with a job spec (YAML or JSON); empty when it may be submitted. */
  List<Violation> check(String document);

  /** Submits a job spec (YAML or JSON) and returns the id of the job. */
  String submit(String document);

  /** Submits one job for each fold and returns the id of the cross-validation. */
  String crossValidate(String document);

  /**
   * @param id of a cross-validation, or of one of its jobs
   */
  CrossValidation crossValidation(String id);

  void pause(String jobId);

  void resume(String jobId);

  void cancel(String jobId);

  /** All curves of a job, each with at most {@code points} points. */
  MetricSeries metrics(String jobId, int points);

  /** What the job's last evaluation showed beside its metrics. */
  JobEvaluation evaluation(String jobId);

  /** What the job's own measurements say about it. */
  JobAdvice advice(String jobId);

  /** What happened to the job, oldest first. */
  List<JobEvent> history(String jobId);

  List<CheckpointView> checkpoints(String jobId);

  ModelView promote(String jobId, long step, PromoteRequest request);

  /**
   * Follows a job until the stream ends, the calling thread is interrupted, or {@code listener}
   * throws. Blocks.
   *
   * @param after sequence number of the last event already seen; 0 for all that were kept
   */
  void follow(String jobId, long after, Consumer<JobEvent> listener);

  List<AgentView> agents();

  void drain(String agentId);

  List<ProblemView> problems();

  List<ModelView> models();

  ModelView model(String id);

  /** Changes stage or notes; what is null stays. */
  void changeModel(String id, ModelChange change);

  /** Writes the model's file to {@code target} while it arrives; {@code target} is not closed. */
  void download(String modelId, String format, OutputStream target) throws IOException;

  Predictions predict(String modelId, PredictRequest request);

  List<UserView> users();

  UserView createUser(UserRequest request);

  void deleteUser(String username);

  List<TokenView> tokens();

  TokenView createToken(TokenRequest request);

  void revokeToken(String id);

  /** Changes the user's own password; the user's other sessions end. */
  void changePassword(String present, String next);

  /** Ends the session on the control plane: its token is worthless afterwards. */
  void signOut();
}
