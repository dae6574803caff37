package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.tributary.client.job.JobEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobEventStreamTest {
  private static final String EVENTS = "GET /jobs/j1/events";
  private final StubApi api = new StubApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void eventsComeInOrderAndEndWithTheJob() {
    api.on(
        EVENTS,
        exchange ->
            stream(
                exchange,
                kept(1, "state", "RUNNING"),
                ": keep-alive\n\n",
                notKept("step"),
                kept(2, "state", "SUCCEEDED"),
                kept(3, "state", "never read")));
    assertThat(all(0)).extracting(JobEvent::kind).containsExactly("state", "step", "state");
    assertThat(api.requests()).hasSize(1);
    assertThat(api.requests().getFirst().header("Last-event-id")).isEmpty();
  }

  @Test
  void aBrokenConnectionIsOpenedAgainAfterTheLastKeptEventWithoutRepeatingAny() {
    AtomicInteger connections = new AtomicInteger();
    api.answering("GET /jobs/j1", 200, job("RUNNING"));
    api.on(
        EVENTS,
        exchange -> {
          switch (connections.incrementAndGet()) {
            case 1 -> stream(exchange, kept(1, "state", "RUNNING"), notKept("step"));
            case 2 -> exchange.close();
            default -> stream(exchange, kept(1, "state", "RUNNING"), kept(2, "state", "FAILED"));
          }
        });
    assertThat(all(0)).extracting(JobEvent::sequence).containsExactly(1L, 0L, 2L);
    assertThat(api.requests().stream().filter(r -> r.target().endsWith("/events")))
        .extracting(request -> request.header("Last-event-id"))
        .containsExactly("", "1", "1");
  }

  @Test
  void theStreamOfAJobThatHasEndedEndsEvenWithoutAnyEvent() {
    api.answering("GET /jobs/j1", 200, job("CANCELLED"));
    api.on(EVENTS, exchange -> stream(exchange));
    assertThat(all(17)).isEmpty();
    assertThat(api.requests().getFirst().header("Last-event-id")).isEqualTo("17");
  }

  @Test
  void closingFromAnotherThreadEndsTheIteration() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(1);
    api.on(
        EVENTS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(notKept("step").getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (TributaryClient client = api.client().build();
        JobEventStream events = client.jobs().events("j1", 0)) {
      List<JobEvent> seen = new ArrayList<>();
      Thread reader =
          new Thread(
              () -> {
                while (events.hasNext()) {
                  seen.add(events.next());
                  first.countDown();
                }
              });
      reader.start();
      first.await();
      events.close();
      reader.join();
      assertThat(seen).hasSize(1);
    }
    over.countDown();
  }

  @Test
  void aRefusedStreamSaysWhy() {
    assertThatThrownBy(() -> all(0))
        .isInstanceOf(TributaryException.class)
        .hasMessage("No /api/v1/jobs/j1/events");
  }

  @Test
  void aPlatformThatStaysAwayIsReportedAfterAllTries() {
    api.on(EVENTS, HttpExchange::close);
    List<Duration> pauses = new ArrayList<>();
    try (TributaryClient client = api.client().pause(pauses::add).build();
        JobEventStream events = client.jobs().events("j1", 0)) {
      assertThatThrownBy(events::hasNext).isInstanceOf(PlatformUnreachable.class);
    }
    assertThat(pauses)
        .hasSize(Retry.PATIENT.attempts() - 1)
        .startsWith(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))
        .endsWith(Duration.ofSeconds(2));
  }

  private List<JobEvent> all(long after) {
    List<JobEvent> all = new ArrayList<>();
    try (TributaryClient client = api.client().build();
        JobEventStream events = client.jobs().events("j1", after)) {
      events.forEachRemaining(all::add);
    }
    return all;
  }

  private static void stream(HttpExchange exchange, String... events) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    for (String event : events) {
      exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  private static String kept(long sequence, String kind, String state) {
    return """
    event: %2$s
    id: %1$d
    data: {"sequence":%1$d,"kind":"%2$s","at":"2026-01-01T00:00:00Z",
    data: "text":"It is.","values":{"state":"%3$s"}}

    """
        .formatted(sequence, kind, state);
  }

  private static String notKept(String kind) {
    return """
    event: %1$s
    data: {"sequence":0,"kind":"%1$s","at":"2026-01-01T00:00:00Z","text":"","values":{"step":4}}

    """
        .formatted(kind);
  }

  private static String job(String state) {
    return """
    {"id":"j1","name":"digits","state":"%s","step":0,"epoch":0,"metrics":{},"workers":[],
     "partitions":[],"progress":{"step":0,"totalSteps":1,"epoch":0,"totalEpochs":1,"fraction":0.0,
     "stepsPerSecond":0.0,"samplesPerSecond":0.0},"dataset":"d","task":"classification",
     "generation":1,"createdAt":"2026-01-01T00:00:00Z","createdBy":"ada"}
    """
        .formatted(state);
  }
}
