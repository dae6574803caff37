package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.client.job.ForkRequest;
import io.tributary.client.job.JobQuery;
import io.tributary.client.job.JobSpec;
import io.tributary.client.problem.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TributaryClientTest {
  private final StubApi api = new StubApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void everyRequestCarriesTheTokenOfThatMoment() {
    api.answering("GET /problems", 200, "[]");
    List<String> tokens = new ArrayList<>(List.of("first", "second"));
    try (TributaryClient client = api.client().token(tokens::removeFirst).build()) {
      client.problems().list();
      client.problems().list();
      client.withToken("third").problems().list();
      client.withToken(null).problems().list();
    }
    assertThat(api.requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer first", "Bearer second", "Bearer third", "");
  }

  @Test
  void aNewPasswordIsPosted() {
    api.answering("POST /session/password", 204, "");
    try (TributaryClient client = api.client().build()) {
      client.session().changePassword("old", "new");
    }
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void namesAndFiltersAreEncodedIntoTheAddress() {
    api.answering("GET /jobs", 200, "{\"items\":[]}");
    try (TributaryClient client = api.client().build()) {
      client.jobs().list(new JobQuery(List.of("RUNNING", "FAILED"), "a b&c", "x/y", 20));
      assertThatThrownBy(() -> client.datasets().get("../users?x=1"))
          .isInstanceOf(TributaryException.class);
    }
    assertThat(api.requests())
        .extracting(StubApi.Request::target)
        .containsExactly(
            "/api/v1/jobs?q=a%20b%26c&cursor=x%2Fy&state=RUNNING&state=FAILED&limit=20",
            "/api/v1/datasets/..%2Fusers%3Fx%3D1");
  }

  @Test
  void aRefusalKeepsCodeSentenceAdviceAndViolations() {
    api.answering(
        "POST /jobs",
        422,
        """
        {"type":"about:blank","title":"Unprocessable","status":422,"code":"INVALID_SPEC",
         "detail":"The job spec has 1 mistake.","advice":"Correct it.","someday":{"new":true},
         "violations":[{"field":"training.batchSize","message":"is 2","advice":"Use 4."}]}
        """);
    try (TributaryClient client = api.client().build()) {
      TributaryException refusal =
          catchThrowableOfType(
              TributaryException.class, () -> client.jobs().submitYaml("name: digits"));
      assertThat(refusal).hasMessage("The job spec has 1 mistake.");
      assertThat(refusal.status()).isEqualTo(422);
      assertThat(refusal.code()).isEqualTo("INVALID_SPEC");
      assertThat(refusal.advice()).isEqualTo("Correct it.");
      assertThat(refusal.violations())
          .containsExactly(new Violation("training.batchSize", "is 2", "Use 4."));
    }
  }

  @Test
  void anErrorWithoutProblemDetailsStillNamesRequestAndStatus() {
    api.answering("GET /agents", 502, "<html>Bad gateway</html>");
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.agents().list())
          .isInstanceOf(TributaryException.class)
          .hasMessage(
              "GET %s/api/v1/agents was answered with status 502 and no explanation."
                  .formatted(api.uri()));
    }
  }

  @Test
  void anAnswerThatIsNotTheContractIsNamedSo() {
    api.answering("GET /agents", 200, "<html>Welcome to the hotel</html>");
    try (TributaryClient client = api.client().build()) {
      TributaryException refusal =
          catchThrowableOfType(TributaryException.class, () -> client.agents().list());
      assertThat(refusal.code()).isEqualTo("ANSWER_NOT_UNDERSTOOD");
      assertThat(refusal).hasMessageContaining("/api/v1/agents is not what this client expects");
    }
  }

  @Test
  void aSubmissionIsRepeatedWithTheSameKeyWhenTheConnectionBreaks() {
    AtomicInteger tries = new AtomicInteger();
    List<String> bodies = new ArrayList<>();
    api.on(
        "POST /jobs",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes()));
          if (tries.incrementAndGet() < 3) {
            exchange.close();
          } else {
            StubApi.answer(exchange, 201, "{\"id\":\"j1\",\"state\":\"QUEUED\"}");
          }
        });
    List<Duration> pauses = new ArrayList<>();
    try (TributaryClient client = api.client().pause(pauses::add).build()) {
      assertThat(client.jobs().submit(named("digits")).id()).isEqualTo("j1");
    }
    assertThat(bodies).containsExactly(SPEC, SPEC, SPEC);
    assertThat(api.requests().stream().map(r -> r.header("Idempotency-key")).distinct())
        .singleElement()
        .asString()
        .isNotEmpty();
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void aCallWithoutKeyIsNotRepeated() {
    api.on("POST /session", exchange -> exchange.close());
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.session().signIn("ada", "secret"))
          .isInstanceOf(PlatformUnreachable.class);
    }
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void aRefusedCallIsNotRepeated() {
    api.answering(
        "GET /problems", 503, "{\"status\":503,\"code\":\"UNAVAILABLE\",\"detail\":\"x\"}");
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.problems().list()).isInstanceOf(TributaryException.class);
    }
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void aPlatformThatIsNotThereIsNamedWithItsAddressAfterAllTries() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    List<Duration> pauses = new ArrayList<>();
    try (TributaryClient client = TributaryClient.at(nobody).pause(pauses::add).build()) {
      PlatformUnreachable failure =
          catchThrowableOfType(PlatformUnreachable.class, () -> client.problems().list());
      assertThat(failure)
          .hasMessageStartingWith("The platform at " + nobody + " cannot be reached");
      assertThat(failure.advice()).contains("Check that it is running");
    }
    assertThat(pauses).hasSize(Retry.DEFAULT.attempts() - 1);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUpAfterTheSilence() {
    CountDownLatch over = new CountDownLatch(1);
    api.on(
        "GET /jobs/j1/plan",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        });
    try (TributaryClient client = api.client().patience(Duration.ofMillis(300)).build()) {
      assertThatThrownBy(() -> client.work().plan("j1"))
          .isInstanceOf(PlatformUnreachable.class)
          .hasMessageContaining("did not answer GET /api/v1/jobs/j1/plan in time");
    }
    over.countDown();
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void anInterruptedCallEndsAndKeepsTheInterrupt() {
    api.answering("GET /problems", 200, "[]");
    try (TributaryClient client = api.client().build()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.problems().list()).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aForkSendsOnlyWhatDiffers() {
    List<String> bodies = new ArrayList<>();
    api.on(
        "POST /jobs/j1/fork",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes()));
          StubApi.answer(exchange, 201, "{\"id\":\"j2\",\"state\":\"QUEUED\"}");
        });
    try (TributaryClient client = api.client().build()) {
      assertThat(client.jobs().fork("j1", new ForkRequest(40L, named("digits"))).id())
          .isEqualTo("j2");
    }
    assertThat(bodies).containsExactly("{\"step\":40,\"spec\":" + SPEC + "}");
  }

  @Test
  void aCheckpointCarriesItsStepAndLedgerOffset() {
    api.on(
        "GET /jobs/j1/checkpoints/latest/state",
        exchange -> {
          exchange.getResponseHeaders().add("Tributary-Step", "120");
          exchange.getResponseHeaders().add("Tributary-Ledger-Offset", "134");
          StubApi.answer(exchange, 200, "state");
        });
    api.answering("GET /jobs/j1/checkpoints/7/state", 200, "state");
    try (TributaryClient client = api.client().build()) {
      assertThat(client.work().latestCheckpoint("j1"))
          .satisfies(
              checkpoint -> {
                assertThat(checkpoint.step()).isEqualTo(120);
                assertThat(checkpoint.ledgerOffset()).isEqualTo(134);
                assertThat(checkpoint.state()).asString().isEqualTo("state");
              });
      assertThatThrownBy(() -> client.work().checkpointAt("j1", 7))
          .hasMessageContaining("the header Tributary-Step is missing");
    }
  }

  private static final String SPEC = "{\"name\":\"digits\",\"dataset\":\"d\"}";

  private static JobSpec named(String name) {
    return new JobSpec(
        name, null, "d", null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
