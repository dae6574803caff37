package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three agents with a file each that stays with them, on real processes. Each file has rows that
 * nobody else may ever see: the last test looks for them in every record, table and log that the
 * others have left.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EdgeIT {
  private static final int ROWS = 400;

  private static final String JOB =
      """
      name: presses
      dataset: presses
      label: failed
      ignore: [operator]
      model: {type: mlp, hidden: [16], activation: tanh}
      optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
      training: {epochs: 30, batchSize: 30, seed: 11}
      strategy: {type: synchronous%s}
      evaluation: {holdout: 0.25, everySteps: 100}
      """;

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static LocalPlatform platform;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static TributaryClient client;

  @SuppressWarnings("NullAway.Init") // set by the first test
  private static String undisturbed;

  @BeforeAll
  static void starts() throws IOException {
    for (int agent = 1; agent <= 3; agent++) {
      Path data = Files.createDirectories(directory.resolve("data/agent-" + agent));
      Files.writeString(data.resolve("presses.csv"), file(agent));
    }
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("TRIBUTARY_AGENT_DATA_DIR", directory.resolve("data/{agent}").toString());
    settings.put("TRIBUTARY_AGENT_SHARE", "statistics");
    platform = LocalPlatform.at(directory.resolve("home"), settings, line -> {});
    platform.start(Ports.ANY, OptionalInt.of(3));
    client = platform.client();
  }

  @AfterAll
  static void stops() {
    client.close();
    platform.stop();
  }

  /** Every press runs at another pressure; which ones fail follows one rule at all of them. */
  private static String file(int press) {
    Random random = new Random(press);
    StringBuilder rows = new StringBuilder("pressure,heat,shift,operator,failed\n");
    for (int row = 0; row < ROWS; row++) {
      double pressure = 40 + 10 * press + 5 * random.nextGaussian();
      double heat = 200 + 20 * random.nextGaussian();
      String shift = List.of("early", "late", "night").get(random.nextInt(3));
      boolean failed = pressure - 60 + (heat - 200) / 4 + (shift.equals("night") ? 3 : 0) > 0;
      rows.append(
          "%.3f,%.3f,%s,%s,%s%n"
              .formatted(pressure, heat, shift, "operator " + row % 20, failed ? "yes" : "no"));
    }
    rows.append(
        "%s,%s,late,%s,no%n".formatted(Planted.pressure(press), "190", Planted.name(press)));
    return rows.toString();
  }

  private static String submit(String strategy) {
    return client.jobs().submitYaml(JOB.formatted(strategy)).id();
  }

  private static JobView success(String job) {
    await("the job ends")
        .atMost(DigitsPlatform.LONG)
        .until(() -> JobStates.isTerminal(client.jobs().get(job).state()));
    JobView end = client.jobs().get(job);
    assertThat(end.state()).as("%s", end.reasonDetail()).isEqualTo("SUCCEEDED");
    return end;
  }

  private static double accuracy(JobView job) {
    return ((Number) Objects.requireNonNull(job.metrics().get("accuracy"))).doubleValue();
  }

  private static List<EdgeFile> files() {
    try {
      DatasetView view = client.datasets().get("presses");
      return Objects.requireNonNull(view.edge());
    } catch (TributaryException nothingYet) {
      return List.of();
    }
  }

  private static void awaitFiles(int present) {
    await(present + " agents have told of their files")
        .atMost(DigitsPlatform.LONG)
        .until(() -> files().stream().filter(EdgeFile::present).count() == present);
  }

  private static void awaitStep(String job, long step) {
    await("the job reaches step " + step)
        .atMost(DigitsPlatform.LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> client.jobs().get(job).step() >= step);
  }

  @Test
  @Order(1)
  void aModelIsLearntOfFilesThatStayWhereTheyAre() {
    awaitFiles(3);
    DatasetView view = client.datasets().get("presses");
    assertThat(view.rows()).isEqualTo(3 * (ROWS + 1));
    assertThat(files())
        .extracting(EdgeFile::agent)
        .containsExactly("agent-1", "agent-2", "agent-3");
    JobView end = success(submit(""));
    assertThat(end.partitions()).hasSize(3);
    assertThat(accuracy(end)).isGreaterThan(0.9);
    undisturbed = Objects.requireNonNull(end.parametersDigest());
  }

  @Test
  @Order(2)
  void anAgentThatIsAwayIsNamedAndItsReturnGivesTheSameModel() {
    String job = submit("");
    awaitStep(job, 50);
    platform.kill("agent-2");
    await("the job says whose rows are away")
        .atMost(Duration.ofSeconds(40))
        .until(() -> "HOLDER_AWAY".equals(client.jobs().get(job).reason()));
    assertThat(String.valueOf(client.jobs().get(job).reasonDetail())).contains("agent-2");
    platform.start(Ports.ANY, OptionalInt.empty());
    assertThat(success(job).parametersDigest()).isEqualTo(undisturbed);
  }

  @Test
  @Order(3)
  void aJobThatMayDoWithoutSomeGoesOnWithoutThem() {
    awaitFiles(3);
    String job = submit(", minimumShare: 0.6, roundSeconds: 2");
    awaitStep(job, 50);
    platform.kill("agent-3");
    JobView end = success(job);
    assertThat(files()).filteredOn(EdgeFile::present).hasSize(2);
    assertThat(accuracy(end)).isGreaterThan(0.85);
    assertThat(end.parametersDigest()).isNotEqualTo(undisturbed);
  }

  @Test
  @Order(4)
  void noPlantedRowIsInAnyRecordTableOrLog() throws Exception {
    Planted planted = new Planted(platform);
    assertThat(planted.topics()).as("records").isEmpty();
    assertThat(planted.tables()).as("tables").isEmpty();
    assertThat(planted.logs()).as("logs").isEmpty();
    assertThat(planted.recordsSeen()).as("records looked at").isPositive();
    client.jobs().submitYaml(JOB.formatted("") + "description: " + Planted.name(1) + "\n");
    assertThat(planted.tables()).as("a check that can fail").isNotEmpty();
  }
}
