package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsClientTest {
  private static final String FILE = "a,b\n1,2\n3,4\n";

  private final StubApi api = new StubApi();
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void afterEachBreakTheSendingGoesOnWhereTheControlPlaneIs() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), FILE);
    List<String> offsets = new ArrayList<>();
    int[] asked = {0};
    api.answering("GET /uploads", 200, "[]");
    api.on("POST /uploads", exchange -> StubApi.answer(exchange, 201, view()));
    api.on(
        "GET /uploads/u1",
        exchange -> {
          // The control plane is being started again when it is asked for the first few times.
          if (asked[0]++ < 6) {
            exchange.close();
          } else {
            StubApi.answer(exchange, 200, view());
          }
        });
    api.on(
        "PATCH /uploads/u1",
        exchange -> {
          offsets.add(exchange.getRequestHeaders().getFirst("Upload-Offset"));
          byte[] bytes = exchange.getRequestBody().readAllBytes();
          switch (offsets.size()) {
            case 1 -> {
              arrived.write(bytes, 0, 5);
              exchange.close();
            }
            case 2 -> refuse(exchange);
            default -> {
              arrived.writeBytes(bytes);
              StubApi.answer(exchange, 204, "");
            }
          }
        });
    List<Long> told = new ArrayList<>();
    try (TributaryClient client = api.client().build()) {
      assertThat(client.uploads().send(file, (sent, all) -> told.add(sent)).offset())
          .isEqualTo(FILE.length());
    }
    assertThat(arrived).hasToString(FILE);
    assertThat(offsets).containsExactly("0", "5", "5");
    assertThat(told.getLast()).isEqualTo(FILE.length());
  }

  @Test
  void aFileBegunBeforeIsKnownByNameLengthAndTimeAndOthersAreNot() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), FILE);
    String fingerprint = Long.toString(Files.getLastModifiedTime(file).toMillis());
    arrived.write(FILE.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, 9);
    api.on(
        "GET /uploads", e -> StubApi.answer(e, 200, "[" + view().replace("F", fingerprint) + "]"));
    api.answering("POST /uploads", 201, view().replace("u1", "u2"));
    try (TributaryClient client = api.client().build()) {
      assertThat(client.uploads().begin("a.csv", fingerprint, FILE.length()).offset()).isEqualTo(9);
      assertThat(client.uploads().begin("a.csv", "1", FILE.length()).id()).isEqualTo("u2");
      assertThat(client.uploads().begin("b.csv", fingerprint, FILE.length()).id()).isEqualTo("u2");
      assertThat(client.uploads().begin("a.csv", fingerprint, 5).id()).isEqualTo("u2");
    }
  }

  @Test
  void aControlPlaneThatStaysAwayIsReportedAfterManyTries() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), FILE);
    api.answering("GET /uploads", 200, "[" + view() + "]");
    api.answering("POST /uploads", 201, view());
    api.on("PATCH /uploads/u1", HttpExchange::close);
    api.answering("GET /uploads/u1", 200, view());
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.uploads().send(file, UploadProgress.IGNORED))
          .isInstanceOf(PlatformUnreachable.class);
    }
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    StubApi.answer(exchange, 423, "{\"status\":423,\"code\":\"UPLOAD_BUSY\",\"detail\":\"Busy.\"}");
  }

  private String view() {
    return "{\"id\":\"u1\",\"fileName\":\"a.csv\",\"fingerprint\":\"F\",\"length\":%d,\"offset\":%d,\"expires\":\"2026-01-01T00:00:00Z\"}"
        .formatted(FILE.length(), arrived.size());
  }
}
