package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents that are alive but slow or frozen, on real processes: {@code kill -STOP}. The digest of a
 * run without any fault is the oracle. Agents are declared lost after a minute here, so that
 * whatever goes on before that goes on without anybody being lost.
 */
class StragglerIT {
  private static final String DIGITS =
      """
      name: digits
      dataset: digits
      label: label
      task: classification
      model: {type: mlp, hidden: [64], activation: tanh}
      optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
      training: {epochs: 150, batchSize: 256, partitions: 8, seed: 11}
      evaluation: {holdout: 0.2, everySteps: 50}
      """;

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DigitsPlatform platform;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static String undisturbed;

  @BeforeAll
  static void trainsOnceWithoutAnyFault() throws IOException {
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("TRIBUTARY_API_JVM_OPTIONS", "-Dtributary.agent.lost-after=60s");
    platform = new DigitsPlatform(directory, settings, 2, 4_000);
    undisturbed = platform.digest(submit());
  }

  @AfterEach
  void wakesAll() throws IOException, InterruptedException {
    signal("CONT", "agent-1");
    signal("CONT", "agent-2");
  }

  @AfterAll
  static void stops() {
    platform.close();
  }

  @Test
  void aFrozenAgentHoldsTheJobUpForMomentsOnly() throws Exception {
    String job = submit();
    platform.awaitStep(job, 100);
    String frozen = busiest(job).name();
    long before = lastEvent(job);
    signal("STOP", frozen);
    JobEvent move = awaitMove(job, "LATE", before);
    assertThat(move.values()).containsEntry("agentNames", List.of(frozen));
    assertThat(((Number) Objects.requireNonNull(move.values().get("seconds"))).doubleValue())
        .as("seconds that the step waited")
        .isBetween(1.0, 8.0);
    assertThat(platform.digest(job)).isEqualTo(undisturbed);
    assertThat(platform.client().agents().list())
        .as("nobody was declared lost")
        .allSatisfy(agent -> assertThat(agent.state()).isEqualTo("ACTIVE"));
  }

  @Test
  void partitionsMoveAwayFromASlowAgent() throws Exception {
    String job = submit();
    platform.awaitStep(job, 100);
    JobView.Worker slow = busiest(job);
    long before = lastEvent(job);
    // A fifth of its speed: 40 of 50 ms it stands still.
    String loop = "while kill -STOP %1$d; do sleep 0.04; kill -CONT %1$d; sleep 0.01; done";
    Process slowing = new ProcessBuilder("sh", "-c", loop.formatted(pid(slow.name()))).start();
    try {
      JobEvent move = awaitMove(job, "FASTER", before);
      assertThat((Double) move.values().get("afterMillis"))
          .isLessThan((Double) Objects.requireNonNull(move.values().get("beforeMillis")));
      assertThat(partitionsOf(job, slow.name())).isLessThan(slow.partitions().size());
      assertThat(platform.digest(job)).isEqualTo(undisturbed);
    } finally {
      slowing.destroyForcibly().waitFor();
    }
  }

  /** The agent that owns the most partitions of the job. */
  private static JobView.Worker busiest(String job) {
    return platform.client().jobs().get(job).workers().stream()
        .max(Comparator.comparingInt(worker -> worker.partitions().size()))
        .orElseThrow();
  }

  private static int partitionsOf(String job, String agent) {
    return platform.client().jobs().get(job).workers().stream()
        .filter(worker -> worker.name().equals(agent))
        .mapToInt(worker -> worker.partitions().size())
        .sum();
  }

  private static long pid(String agent) {
    return Objects.requireNonNull(platform.processes().status().get(agent));
  }

  private static void signal(String name, String agent) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid(agent))).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static long lastEvent(String job) {
    return platform.client().jobs().history(job).getLast().sequence();
  }

  private static JobEvent awaitMove(String job, String why, long after) {
    AtomicReference<@Nullable JobEvent> found = new AtomicReference<>();
    await("partitions move: " + why)
        .atMost(DigitsPlatform.LONG)
        .until(
            () -> {
              platform.client().jobs().history(job).stream()
                  .filter(event -> event.sequence() > after && event.kind().equals("assignment"))
                  .filter(event -> why.equals(event.values().get("why")))
                  .findFirst()
                  .ifPresent(found::set);
              return found.get() != null;
            });
    return Objects.requireNonNull(found.get());
  }

  private static String submit() {
    return platform.submit(DIGITS);
  }
}
