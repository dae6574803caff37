package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.job.ForkRequest;
import io.tributary.client.job.JobView;
import io.tributary.client.problem.ProblemView;
import io.tributary.client.sample.DigitsSample;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Broker and database killed, Kafka's data lost, forks, and a ledger that is kept: real processes,
 * {@code kill -9}. The digest of a run without any fault is the oracle. Left uncovered: a full
 * disk, a network that is cut in one direction.
 */
class FaultIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String DIGITS =
      """
      name: digits
      dataset: digits
      label: label
      task: classification
      model: {type: mlp, hidden: [32], activation: tanh}
      optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
      training: {epochs: 20, batchSize: 61, partitions: 7, seed: 11}
      evaluation: {holdout: 0.2, everySteps: 50}
      """;

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static LocalPlatform platform;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static TributaryClient client;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static String undisturbed;

  @BeforeAll
  static void trainsOnceWithoutAnyFault() throws IOException {
    platform = LocalPlatform.at(directory.resolve("home"), line -> {});
    platform.start(Ports.ANY, OptionalInt.of(2));
    client = platform.client();
    Path images = directory.resolve("images.gz");
    Path labels = directory.resolve("labels.gz");
    new DigitsSample(5, 1_500).writeTo(images, labels);
    List<UploadPart> files = List.of(UploadPart.file(images), UploadPart.file(labels));
    client.datasets().upload(DatasetSpec.named("digits"), files, UploadProgress.IGNORED);
    undisturbed = digest(submit(DIGITS));
  }

  @AfterAll
  static void stops() {
    platform.stop();
    client.close();
  }

  @Test
  void aBrokerKilledInTheMiddleIsNamedAndTheJobGoesOnWithTheSameBits() {
    String job = submit(DIGITS);
    awaitStep(job, 60);
    platform.kill("kafka");
    await("the job says that the brokers are away")
        .atMost(LONG)
        .until(() -> "BROKERS_AWAY".equals(client.jobs().get(job).reason()));
    assertThat(client.jobs().get(job).state()).isEqualTo("STALLED");
    assertThat(client.problems().list())
        .extracting(ProblemView::code)
        .as("agents that cannot be heard are not lost")
        .containsExactlyInAnyOrder("BROKERS_AWAY", "JOB_STALLED");
    platform.start(Ports.ANY, OptionalInt.empty());
    assertThat(digest(job)).isEqualTo(undisturbed);
  }

  @Test
  void trainingGoesOnWhileTheDatabaseIsAwayAndEndsInTheSameBits() {
    String job = submit(DIGITS);
    awaitStep(job, 60);
    platform.kill("postgres");
    assertThatThrownBy(() -> client.jobs().get(job))
        .isInstanceOfSatisfying(
            TributaryException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(503);
              assertThat(refused.code()).isEqualTo("UNAVAILABLE");
            });
    await("the database is named as a problem")
        .atMost(LONG)
        .until(
            () ->
                client.problems().list().stream()
                    .anyMatch(problem -> problem.code().equals("DATABASE_AWAY")));
    platform.start(Ports.ANY, OptionalInt.empty());
    assertThat(digest(job)).isEqualTo(undisturbed);
    assertThat(client.jobs().history(job))
        .as("nobody took over: the run went on")
        .filteredOn(event -> "TAKEN_OVER".equals(event.values().get("why")))
        .hasSize(1);
  }

  @Test
  void whatPartitionsRememberSurvivesKilledAgentsAndACheckpoint() {
    String spec = DIGITS + "compression: {type: top-k, share: 0.05}\n";
    String alone = digest(submit(spec));
    assertThat(alone).isNotEqualTo(undisturbed);
    String job = submit(spec);
    awaitStep(job, 40);
    long paused = pausedAtCheckpoint(job);
    client.jobs().resume(job);
    awaitStep(job, paused + 20);
    platform.kill("agent-1");
    platform.kill("api");
    platform.start(Ports.ANY, OptionalInt.of(2));
    assertThat(digest(job)).isEqualTo(alone);
  }

  @Test
  void theSameForkTwiceGivesTheSameBits() {
    String source = submit(DIGITS);
    awaitStep(source, 60);
    ForkRequest fork = new ForkRequest(pausedAtCheckpoint(source), null);
    String first = client.jobs().fork(source, fork).id();
    String second = client.jobs().fork(source, fork).id();
    String digest = digest(first);
    assertThat(digest(second)).isEqualTo(digest).isNotEqualTo(undisturbed);
    client.jobs().resume(source);
    assertThat(digest(source)).as("the forked job itself").isEqualTo(undisturbed);
  }

  @Test
  void kafkasDataLostWhileThePlatformIsDownCostsNothing() throws IOException {
    String job = submit(DIGITS);
    awaitStep(job, 60);
    platform.stop();
    client.close();
    assertThat(FileSystemUtils.deleteRecursively(platform.home().kafkaData())).isTrue();
    platform.start(Ports.ANY, OptionalInt.of(2));
    client = platform.client();
    assertThat(client.jobs().get(job).step())
        .isLessThan(client.jobs().get(job).progress().totalSteps());
    assertThat(digest(job)).isEqualTo(undisturbed);
  }

  @Test
  void aFullLedgerFoldsFromTheStartToTheFinalParameters() throws IOException {
    String job = submit(DIGITS + "ledger: full\n");
    long step = 0;
    for (int checkpoints = 0; checkpoints < 3; checkpoints++) {
      // From the third checkpoint on, a window is trimmed to the first.
      awaitStep(job, step + 20);
      step = pausedAtCheckpoint(job);
      client.jobs().resume(job);
    }
    assertThat(digest(job)).isEqualTo(undisturbed);
    TrainingPlan plan = TrainingPlans.fromJson(client.work().plan(job));
    TrainingState state = TrainingState.initial(InitialParameters.of(plan), plan);
    LedgerFold fold = new LedgerFold(state, plan);
    LedgerTopic.of(platform, job).forEach(fold::apply);
    assertThat(state.step()).isEqualTo(plan.batches().totalSteps());
    assertThat(ParametersDigest.hexOf(state.parameters())).isEqualTo(undisturbed);
  }

  private static String submit(String yaml) {
    return client.jobs().submitYaml(yaml).id();
  }

  /** Pauses the job, and returns the step of its newest checkpoint when that includes all steps. */
  private static long pausedAtCheckpoint(String job) {
    client.jobs().pause(job);
    await("the job pauses")
        .atMost(LONG)
        .until(() -> client.jobs().get(job).state().equals("PAUSED"));
    AtomicLong newest = new AtomicLong();
    await("a checkpoint of the step it paused at")
        .atMost(LONG)
        .until(
            () -> {
              client
                  .jobs()
                  .checkpoints(job)
                  .forEach(c -> newest.accumulateAndGet(c.step(), Math::max));
              return newest.get() > 0 && newest.get() == client.jobs().get(job).step();
            });
    return newest.get();
  }

  private static void awaitStep(String job, long step) {
    await("the job reaches step " + step)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> client.jobs().get(job).step() >= step);
    assertThat(client.jobs().get(job).state()).as("the job is under way").isEqualTo("RUNNING");
  }

  /** Of the parameters that the job ends with. */
  private static String digest(String job) {
    await("the job ends")
        .atMost(LONG)
        .until(
            () ->
                List.of("SUCCEEDED", "FAILED", "CANCELLED")
                    .contains(client.jobs().get(job).state()));
    JobView end = client.jobs().get(job);
    assertThat(end.state()).as("%s", end.reasonDetail()).isEqualTo("SUCCEEDED");
    assertThat(end.parametersDigest()).hasSize(64);
    return String.valueOf(end.parametersDigest());
  }
}
