package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.job.JobView;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.sample.CsvSample;
import io.tributary.client.sample.DigitsSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on the whole platform: real processes, a real broker, a real database, and {@code kill -9}.
 * The digest of the first run, with one agent and no fault, is the oracle for all others. {@link
 * FaultIT} kills brokers and database.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainingIT {
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

  private static @Nullable String undisturbed;

  @BeforeAll
  static void startsWithOneAgent() throws IOException {
    platform = LocalPlatform.at(directory.resolve("home"), line -> {});
    platform.start(Ports.ANY, OptionalInt.of(1));
    client = platform.client();
    Path images = directory.resolve("images.gz");
    Path labels = directory.resolve("labels.gz");
    new DigitsSample(5, 1_500).writeTo(images, labels);
    upload("digits", images, labels);
    Path article = directory.resolve("article.csv");
    CsvSample.ARTICLE.writeTo(article, 3, 400);
    upload("one-weight", article);
  }

  private static void upload(String name, Path... files) throws IOException {
    client
        .datasets()
        .upload(
            DatasetSpec.named(name),
            Arrays.stream(files).map(UploadPart::file).toList(),
            UploadProgress.IGNORED);
  }

  @AfterAll
  static void stops() {
    client.close();
    platform.stop();
  }

  @Test
  @Order(1)
  void oneAgentLearnsTheDigits() {
    JobView job = finished(submit(DIGITS));
    assertThat(job.state()).isEqualTo("SUCCEEDED");
    assertThat((Double) job.metrics().get("accuracy")).isGreaterThan(0.9);
    undisturbed = job.parametersDigest();
    assertThat(undisturbed).hasSize(64);
  }

  @Test
  @Order(2)
  void moreAgentsGiveTheSameBits() {
    for (int agents = 2; agents <= 4; agents++) {
      platform.addAgent();
      JobView job = finished(submit(DIGITS));
      assertThat(job.state()).isEqualTo("SUCCEEDED");
      assertThat(job.parametersDigest()).as("%d agents", agents).isEqualTo(undisturbed);
    }
  }

  @Test
  @Order(3)
  void anAgentKilledAndAnotherAddedInTheMiddleGiveTheSameBits() {
    String job = submit(DIGITS);
    awaitStep(job, 60);
    platform.kill("agent-1");
    platform.addAgent();
    JobView end = finished(job);
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.parametersDigest()).isEqualTo(undisturbed);
    assertThat(client.jobs().history(job))
        .as("the job's history tells that partitions moved")
        .filteredOn(event -> event.kind().equals("assignment"))
        .hasSizeGreaterThan(1);
  }

  @Test
  @Order(4)
  void aControlPlaneKilledInTheMiddleGoesOnWithTheSameBits() {
    String job = submit(DIGITS);
    awaitStep(job, 60);
    platform.kill("api");
    platform.start(Ports.ANY, OptionalInt.empty());
    JobView end = finished(job);
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.parametersDigest()).isEqualTo(undisturbed);
    assertThat(end.generation()).isGreaterThan(1);
  }

  @Test
  @Order(5)
  void aPausedJobWaitsAndGoesOnWithTheSameBits() {
    String job = submit(DIGITS);
    awaitStep(job, 20);
    client.jobs().pause(job);
    await("the job pauses").atMost(LONG).until(() -> state(job).equals("PAUSED"));
    assertThatThrownBy(() -> client.datasets().delete("digits"))
        .isInstanceOfSatisfying(
            TributaryException.class, refused -> assertThat(refused.status()).isEqualTo(409));
    client.jobs().resume(job);
    assertThat(finished(job).parametersDigest()).isEqualTo(undisturbed);
  }

  @Test
  @Order(6)
  void aCancelledJobEndsCancelled() {
    String job = submit(DIGITS.replace("epochs: 20", "epochs: 4000"));
    awaitStep(job, 5);
    client.jobs().cancel(job);
    assertThat(finished(job).state()).isEqualTo("CANCELLED");
  }

  @Test
  @Order(7)
  void aLearningRateThatDivergesFailsWithTheStep() {
    String diverging =
        """
        name: diverging
        dataset: one-weight
        label: y
        task: regression
        model: {type: linear, bias: false}
        optimizer: {type: sgd, learningRate: 50}
        training: {epochs: 2000, batchSize: 400, partitions: 4}
        evaluation: {holdout: 0}
        preprocessing: {standardize: false}
        """;
    JobView job = finished(submit(diverging));
    assertThat(job.state()).isEqualTo("FAILED");
    assertThat(job.reason()).isEqualTo("LOSS_NOT_FINITE");
    JobView.ReasonDetail detail = Objects.requireNonNull(job.reasonDetail());
    assertThat(detail.values()).containsKey("step");
  }

  /**
   * The source article's example. With g(theta) = 2 (theta - 1) mean(x^2), theta follows theta_t =
   * 1 - (1 - 2 eta mean(x^2))^t from theta_0 = 0.
   */
  @Test
  @Order(8)
  void oneWeightFollowsTheClosedFormOfItsIteration() throws IOException {
    double square =
        Files.readAllLines(directory.resolve("article.csv")).stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.substring(0, line.indexOf(','))))
            .map(x -> x * x)
            .average()
            .orElseThrow();
    String sample = Files.readString(Path.of("..", "samples", "one-weight.yaml"));
    JobView job = finished(submit(sample));
    assertThat(job.state()).isEqualTo("SUCCEEDED");
    SortedMap<Long, Double> theta = new TreeMap<>();
    MetricSeries series = client.jobs().metrics(job.id(), List.of("parametersNorm"), 2_000);
    series.series().getFirst().points().forEach(p -> theta.put(p.step(), p.value()));
    assertThat(theta).hasSizeGreaterThan(1_000);
    theta.forEach(
        (step, value) ->
            assertThat(value)
                .as("theta after %d steps", step)
                .isCloseTo(1 - Math.pow(1 - 2 * 0.01 * square, step), offset(1e-4)));
    assertThat(theta.get(theta.lastKey())).isCloseTo(1, offset(1e-3));
  }

  @Test
  @Order(9)
  void aPromotedCheckpointPredicts() {
    JobView job = finished(submit(DIGITS.replace("dataset: digits", "dataset: digits@1")));
    String model =
        client.jobs().promote(job.id(), job.step(), new PromoteRequest("reader", null)).id();
    List<Object> pixels = Collections.nCopies(784, 0);
    Predictions predictions =
        client.models().predict(model, new PredictRequest(List.of(Map.of("pixels", pixels))));
    assertThat(predictions.predictions()).hasSize(1);
    Map<String, Double> probabilities =
        Objects.requireNonNull(predictions.predictions().getFirst().probabilities());
    assertThat(probabilities).hasSize(10);
    assertThat(probabilities.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, offset(1e-6));
  }

  /** Columns in place of rows: what partitions keep goes through a checkpoint, and to others. */
  @Test
  @Order(10)
  void aKilledAgentAndAPauseGiveTheSameBitsWithColumns() {
    String vertical =
        DIGITS
            .replace("dataset: digits", "dataset: digits@1")
            .replace("partitions: 7", "partitions: 3, partitioning: vertical")
            .replace("everySteps: 50", "everySteps: 30");
    JobView calm = finished(submit(vertical));
    assertThat(calm.state()).isEqualTo("SUCCEEDED");
    assertThat((Double) calm.metrics().get("accuracy")).isGreaterThan(0.9);

    String agent = platform.addAgent();
    String job = submit(vertical);
    awaitStep(job, 40);
    client.jobs().pause(job);
    await("the job pauses").atMost(LONG).until(() -> state(job).equals("PAUSED"));
    client.jobs().resume(job);
    platform.kill(agent);
    assertThat(finished(job).parametersDigest()).isEqualTo(calm.parametersDigest());
  }

  private static String submit(String yaml) {
    return client.jobs().submitYaml(yaml).id();
  }

  private static String state(String job) {
    return client.jobs().get(job).state();
  }

  private static void awaitStep(String job, long step) {
    await("the job reaches step " + step)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> client.jobs().get(job).step() >= step);
    assertThat(state(job)).as("the job is still under way").isEqualTo("RUNNING");
  }

  private static JobView finished(String job) {
    await("the job ends")
        .atMost(LONG)
        .until(() -> List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state(job)));
    return client.jobs().get(job);
  }
}
