package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final String DATA = "GET /jobs/j1/partitions/2/data";
  private final StubApi api = new StubApi();
  private final byte[] content = new byte[3_000_000];
  @TempDir Path directory;
  private Path target;

  @BeforeEach
  void prepare() {
    new Random(7).nextBytes(content);
    target = directory.resolve("p2.arrow");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aDownloadThatIsCutGoesOnWhereItStopped() throws IOException {
    List<Integer> froms = new ArrayList<>();
    api.on(
        DATA,
        exchange -> {
          int from = from(exchange);
          froms.add(from);
          serve(exchange, from, froms.size() < 3 ? from + 1_000_000 : content.length, tag(content));
        });
    try (TributaryClient client = api.client().build()) {
      client.work().partitionData("j1", 2, target);
    }
    assertThat(target).hasBinaryContent(content);
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
    assertThat(froms).hasSize(3).startsWith(0).isSorted();
    assertThat(froms.get(2)).isGreaterThan(1_000_000);
    assertThat(api.requests().get(1).header("If-range")).isEqualTo(tag(content));
  }

  @Test
  void aBeginningLeftByAnEarlierProcessIsUsed() throws IOException {
    Files.write(directory.resolve("p2.arrow.part"), Arrays.copyOf(content, 1000));
    api.on(DATA, exchange -> serve(exchange, from(exchange), content.length, tag(content)));
    try (TributaryClient client = api.client().build()) {
      client.work().partitionData("j1", 2, target);
    }
    assertThat(target).hasBinaryContent(content);
    assertThat(api.requests()).extracting(r -> r.header("Range")).containsExactly("bytes=1000-");
  }

  @Test
  void aBeginningOfOtherContentIsDroppedAndAllIsFetchedAgain() throws IOException {
    Files.write(directory.resolve("p2.arrow.part"), new byte[1000]);
    api.on(DATA, exchange -> serve(exchange, from(exchange), content.length, tag(content)));
    try (TributaryClient client = api.client().build()) {
      client.work().partitionData("j1", 2, target);
    }
    assertThat(target).hasBinaryContent(content);
    assertThat(api.requests())
        .extracting(r -> r.header("Range"))
        .containsExactly("bytes=1000-", "");
  }

  @Test
  void aBeginningLongerThanTheContentIsDropped() throws IOException {
    Files.write(directory.resolve("p2.arrow.part"), new byte[content.length + 1]);
    api.on(
        DATA,
        exchange -> {
          if (from(exchange) > content.length) {
            StubApi.answer(exchange, 416, "");
          } else {
            serve(exchange, from(exchange), content.length, tag(content));
          }
        });
    try (TributaryClient client = api.client().build()) {
      client.work().partitionData("j1", 2, target);
    }
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void aServerThatIgnoresTheRangeIsUnderstood() throws IOException {
    Files.write(directory.resolve("p2.arrow.part"), new byte[1000]);
    api.on(DATA, exchange -> serve(exchange, 0, content.length, tag(content)));
    try (TributaryClient client = api.client().build()) {
      client.work().partitionData("j1", 2, target);
    }
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void otherContentThanTheChecksumSaysIsRejectedAndNothingIsKept() {
    api.on(DATA, exchange -> serve(exchange, 0, content.length, tag(new byte[1])));
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.work().partitionData("j1", 2, target))
          .isInstanceOf(ChecksumMismatch.class)
          .hasMessageContaining(tag(content).replace("\"", ""))
          .hasMessageContaining("/jobs/j1/partitions/2/data");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void partitionDataWithoutChecksumIsRejected() {
    api.on(DATA, exchange -> serve(exchange, 0, content.length, "\"v1\""));
    try (TributaryClient client = api.client().build()) {
      assertThatThrownBy(() -> client.work().partitionData("j1", 2, target))
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("the header ETag is missing or not valid");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aConnectionThatBringsNothingIsGivenUpAfterAllTries() {
    api.on(DATA, HttpExchange::close);
    List<Duration> pauses = new ArrayList<>();
    try (TributaryClient client = api.client().pause(pauses::add).build()) {
      assertThatThrownBy(() -> client.work().partitionData("j1", 2, target))
          .isInstanceOf(PlatformUnreachable.class);
    }
    assertThat(pauses).hasSize(Retry.DEFAULT.attempts() - 1);
  }

  @Test
  void aDirectoryThatIsNotThereIsALocalErrorAndNotAnUnreachablePlatform() {
    api.on(DATA, exchange -> serve(exchange, 0, content.length, tag(content)));
    try (TributaryClient client = api.client().build()) {
      Path nowhere = directory.resolve("missing/p2.arrow");
      assertThatThrownBy(() -> client.work().partitionData("j1", 2, nowhere))
          .isInstanceOf(IOException.class);
    }
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aModelGoesToAFileOrAStream() throws IOException {
    api.on("GET /models/m1/download", exchange -> serve(exchange, 0, content.length, "\"v1\""));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (TributaryClient client = api.client().build()) {
      client.models().download("m1", "onnx", target);
      client.models().download("m1", null, stream);
    }
    assertThat(target).hasBinaryContent(content);
    assertThat(stream.toByteArray()).isEqualTo(content);
    assertThat(api.requests())
        .extracting(StubApi.Request::target)
        .containsExactly("/api/v1/models/m1/download?format=onnx", "/api/v1/models/m1/download");
  }

  private static int from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  /** Announces all from {@code from} on, but breaks the connection at {@code end}. */
  private void serve(HttpExchange exchange, int from, int end, String tag) throws IOException {
    exchange.getResponseHeaders().add("ETag", tag);
    exchange.sendResponseHeaders(from == 0 ? 200 : 206, content.length - from);
    exchange.getResponseBody().write(content, from, end - from);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static String tag(byte[] content) {
    try {
      return '"'
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
