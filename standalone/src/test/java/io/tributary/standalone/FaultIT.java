package io.tributary.standalone;

import static io.tributary.standalone.DigitsPlatform.JOB;
import static io.tributary.standalone.DigitsPlatform.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.client.TributaryException;
import io.tributary.client.job.ForkRequest;
import io.tributary.client.job.JobView;
import io.tributary.client.problem.ProblemView;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
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
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DigitsPlatform platform;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static String undisturbed;

  @BeforeAll
  static void trainsOnceWithoutAnyFault() throws IOException {
    platform = new DigitsPlatform(directory, System.getenv(), 2, 1_500);
    undisturbed = platform.digest(platform.submit(JOB));
  }

  @AfterAll
  static void stops() {
    platform.close();
  }

  @Test
  void aBrokerKilledInTheMiddleIsNamedAndTheJobGoesOnWithTheSameBits() {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 60);
    platform.processes().kill("kafka");
    await("the job says that the brokers are away")
        .atMost(LONG)
        .until(() -> "BROKERS_AWAY".equals(platform.client().jobs().get(job).reason()));
    assertThat(platform.state(job)).isEqualTo("STALLED");
    assertThat(platform.client().problems().list())
        .extracting(ProblemView::code)
        .as("agents that cannot be heard are not lost")
        .containsExactlyInAnyOrder("BROKERS_AWAY", "JOB_STALLED");
    platform.startAgain(OptionalInt.empty());
    assertThat(platform.digest(job)).isEqualTo(undisturbed);
  }

  @Test
  void trainingGoesOnWhileTheDatabaseIsAwayAndEndsInTheSameBits() {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 60);
    platform.processes().kill("postgres");
    assertThatThrownBy(() -> platform.client().jobs().get(job))
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
                platform.client().problems().list().stream()
                    .anyMatch(problem -> problem.code().equals("DATABASE_AWAY")));
    platform.startAgain(OptionalInt.empty());
    assertThat(platform.digest(job)).isEqualTo(undisturbed);
    assertThat(platform.client().jobs().history(job))
        .as("nobody took over: the run went on")
        .filteredOn(event -> "TAKEN_OVER".equals(event.values().get("why")))
        .hasSize(1);
  }

  @Test
  void whatPartitionsRememberSurvivesKilledAgentsAndACheckpoint() {
    String spec = JOB + "compression: {type: top-k, share: 0.05}\n";
    String alone = platform.digest(platform.submit(spec));
    assertThat(alone).isNotEqualTo(undisturbed);
    assertThat(platform.digest(pausedAndKilled(spec, 40))).isEqualTo(alone);
  }

  /** A node's model is at home nowhere but in its agent, in the exchange and in checkpoints. */
  @Test
  void modelsThatAreGossipedSurviveKilledAgentsAndACheckpoint() {
    String spec = JOB + "strategy: {type: gossip, localSteps: 2}\n";
    JobView alone = platform.success(platform.submit(spec));
    assertThat((Double) alone.metrics().get("accuracy")).isGreaterThan(0.9);
    String job = pausedAndKilled(spec, 40);
    platform.awaitStep(job, 80);
    platform.processes().kill("kafka");
    platform.startAgain(OptionalInt.empty());
    assertThat(platform.digest(job)).isEqualTo(alone.parametersDigest());
  }

  /** A job that was paused and resumed, and then lost an agent and the control plane. */
  private static String pausedAndKilled(String spec, long step) {
    String job = platform.submit(spec);
    platform.awaitStep(job, step);
    long paused = platform.pausedAtCheckpoint(job);
    platform.client().jobs().resume(job);
    platform.awaitStep(job, paused + 20);
    platform.processes().kill("agent-1");
    platform.processes().kill("api");
    platform.startAgain(OptionalInt.of(2));
    return job;
  }

  @Test
  void theSameForkTwiceGivesTheSameBits() {
    String source = platform.submit(JOB);
    platform.awaitStep(source, 60);
    ForkRequest fork = new ForkRequest(platform.pausedAtCheckpoint(source), null);
    String first = platform.client().jobs().fork(source, fork).id();
    String second = platform.client().jobs().fork(source, fork).id();
    String digest = platform.digest(first);
    assertThat(platform.digest(second)).isEqualTo(digest).isNotEqualTo(undisturbed);
    platform.client().jobs().resume(source);
    assertThat(platform.digest(source)).as("the forked job itself").isEqualTo(undisturbed);
  }

  @Test
  void kafkasDataLostWhileThePlatformIsDownCostsNothing() throws IOException {
    String job = platform.submit(JOB);
    platform.awaitStep(job, 60);
    platform.processes().stop();
    assertThat(FileSystemUtils.deleteRecursively(platform.processes().home().kafkaData())).isTrue();
    platform.startAgain(OptionalInt.of(2));
    JobView view = platform.client().jobs().get(job);
    assertThat(view.step()).isLessThan(view.progress().totalSteps());
    assertThat(platform.digest(job)).isEqualTo(undisturbed);
  }

  @Test
  void aFullLedgerFoldsFromTheStartToTheFinalParameters() throws IOException {
    String job = platform.submit(JOB + "ledger: full\n");
    long step = 0;
    for (int checkpoints = 0; checkpoints < 3; checkpoints++) {
      // From the third checkpoint on, a window is trimmed to the first.
      platform.awaitStep(job, step + 20);
      step = platform.pausedAtCheckpoint(job);
      platform.client().jobs().resume(job);
    }
    assertThat(platform.digest(job)).isEqualTo(undisturbed);
    TrainingPlan plan = TrainingPlans.fromJson(platform.client().work().plan(job));
    TrainingState state = TrainingState.initial(InitialParameters.of(plan), plan);
    LedgerFold fold = new LedgerFold(state, plan);
    LedgerTopic.of(platform.processes(), job).forEach(fold::apply);
    assertThat(state.step()).isEqualTo(plan.batches().totalSteps());
    assertThat(ParametersDigest.hexOf(state.parameters())).isEqualTo(undisturbed);
  }
}
