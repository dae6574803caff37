package io.tributary.standalone;

import static io.tributary.standalone.DigitsPlatform.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.tributary.client.TributaryException;
import io.tributary.client.job.JobView;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.sample.CsvSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DigitsPlatform platform;

  private static @Nullable String undisturbed;

  @BeforeAll
  static void startsWithOneAgent() throws IOException {
    platform = new DigitsPlatform(directory, System.getenv(), 1, 1_500);
    Path article = directory.resolve("article.csv");
    CsvSample.ARTICLE.writeTo(article, 3, 400);
    platform.upload("one-weight", article);
  }

  @AfterAll
  static void stops() {
    platform.close();
  }

  @Test
  @Order(1)
  void oneAgentLearnsTheDigits() {
    JobView job = platform.end(platform.submit(JOB));
    assertThat(job.state()).isEqualTo("SUCCEEDED");
    assertThat((Double) job.metrics().get("accuracy")).isGreaterThan(0.9);
    undisturbed = job.parametersDigest();
    assertThat(undisturbed).hasSize(64);
  }

  @Test
  @Order(2)
  void moreAgentsGiveTheSameBits() {
    for (int agents = 2; agents <= 4; agents++) {
      platform.processes().addAgent();
      JobView job = platform.end(platform.submit(JOB));
      assertThat(job.state()).isEqualTo("SUCCEEDED");
      assertThat(job.parametersDigest()).as("%d agents", agents).isEqualTo(undisturbed);
    }
  }

  @Test
  @Order(3)
  void anAgentKilledAndAnotherAddedInTheMiddleGiveTheSameBits() {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 60);
    platform.processes().kill("agent-1");
    platform.processes().addAgent();
    JobView end = platform.end(job);
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.parametersDigest()).isEqualTo(undisturbed);
    assertThat(platform.client().jobs().history(job))
        .as("the job's history tells that partitions moved")
        .filteredOn(event -> event.kind().equals("assignment"))
        .hasSizeGreaterThan(1);
  }

  @Test
  @Order(4)
  void aControlPlaneKilledInTheMiddleGoesOnWithTheSameBits() {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 60);
    platform.processes().kill("api");
    platform.startAgain(OptionalInt.empty());
    JobView end = platform.end(job);
    assertThat(end.state()).isEqualTo("SUCCEEDED");
    assertThat(end.parametersDigest()).isEqualTo(undisturbed);
    assertThat(end.generation()).isGreaterThan(1);
  }

  @Test
  @Order(5)
  void aPausedJobWaitsAndGoesOnWithTheSameBits() {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 20);
    platform.pause(job);
    assertThatThrownBy(() -> platform.client().datasets().delete("digits"))
        .isInstanceOfSatisfying(
            TributaryException.class, refused -> assertThat(refused.status()).isEqualTo(409));
    platform.client().jobs().resume(job);
    assertThat(platform.end(job).parametersDigest()).isEqualTo(undisturbed);
  }

  @Test
  @Order(6)
  void aCancelledJobEndsCancelled() {
    String job = platform.submit(JOB.replace("epochs: 14", "epochs: 4000"));
    platform.awaitStep(job, 5);
    platform.client().jobs().cancel(job);
    assertThat(platform.end(job).state()).isEqualTo("CANCELLED");
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
    JobView job = platform.end(platform.submit(diverging));
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
    JobView job = platform.end(platform.submit(sample));
    assertThat(job.state()).isEqualTo("SUCCEEDED");
    SortedMap<Long, Double> theta = new TreeMap<>();
    MetricSeries series =
        platform.client().jobs().metrics(job.id(), List.of("parametersNorm"), 2_000);
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
    JobView job =
        platform.end(platform.submit(JOB.replace("dataset: digits", "dataset: digits@1")));
    String model =
        platform
            .client()
            .jobs()
            .promote(job.id(), job.step(), new PromoteRequest("reader", null))
            .id();
    List<Object> pixels = Collections.nCopies(784, 0);
    Predictions predictions =
        platform
            .client()
            .models()
            .predict(model, new PredictRequest(List.of(Map.of("pixels", pixels))));
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
        JOB.replace("dataset: digits", "dataset: digits@1")
            .replace("partitions: 7", "partitions: 3, partitioning: vertical")
            .replace("everySteps: 50", "everySteps: 30");
    JobView calm = platform.end(platform.submit(vertical));
    assertThat(calm.state()).isEqualTo("SUCCEEDED");
    assertThat((Double) calm.metrics().get("accuracy")).isGreaterThan(0.9);

    String agent = platform.processes().addAgent();
    String job = platform.submit(vertical);
    platform.awaitStep(job, 40);
    platform.pause(job);
    platform.client().jobs().resume(job);
    platform.processes().kill(agent);
    assertThat(platform.end(job).parametersDigest()).isEqualTo(calm.parametersDigest());
  }
}
