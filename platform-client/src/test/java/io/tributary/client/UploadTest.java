package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.tributary.client.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  private static final String STORED =
      """
      {"id":"d1","name":"digits","version":1,"format":"csv","rows":2,"uploadedRows":2,
       "rejectedRows":0,"bytes":10,"columns":[],"digest":"ab","createdAt":"2026-01-01T00:00:00Z",
       "createdBy":"ada"}
      """;

  private final StubApi api = new StubApi();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSpecComesFirstThenTheFilesWithTheirNamesAndTheLengthIsKnown() throws IOException {
    List<String> bodies = new ArrayList<>();
    api.on("POST /datasets", exchange -> store(exchange, bodies));
    Path images = Files.writeString(directory.resolve("images.gz"), "IMAGES");
    Path labels = Files.writeString(directory.resolve("labels"), "LABELS");
    AtomicLong last = new AtomicLong();
    AtomicLong total = new AtomicLong();
    try (TributaryClient client = api.client().idempotencyKeys(() -> "k1").build()) {
      client
          .datasets()
          .upload(
              DatasetSpec.named("digits"),
              List.of(UploadPart.file(images), UploadPart.file("la\"bel\r\ns", labels)),
              (sent, all) -> {
                last.set(sent);
                total.set(all);
              });
    }
    assertThat(bodies)
        .containsExactly(
            """
            --tributary-k1
            Content-Disposition: form-data; name="spec"
            Content-Type: application/json

            {"name":"digits"}
            --tributary-k1
            Content-Disposition: form-data; name="file"; filename="images.gz"
            Content-Type: application/octet-stream

            IMAGES
            --tributary-k1
            Content-Disposition: form-data; name="file"; filename="la%22bel%0D%0As"
            Content-Type: application/octet-stream

            LABELS
            --tributary-k1--
            """
                .replace("\n", "\r\n"));
    StubApi.Request request = api.requests().getFirst();
    assertThat(request.header("Content-length")).isEqualTo(Long.toString(total.get()));
    assertThat(last.get()).isEqualTo(total.get()).isEqualTo(bodies.getFirst().length());
    assertThat(request.header("Idempotency-key")).isEqualTo("k1");
    assertThat(request.header("Content-type"))
        .isEqualTo("multipart/form-data; boundary=tributary-k1");
  }

  @Test
  void aStreamIsSentWhileItIsReadAndNeverHeld() throws IOException {
    long length = 200L << 20;
    Generated source = new Generated(length);
    AtomicLong furthestAhead = new AtomicLong();
    AtomicLong arrived = new AtomicLong();
    api.on(
        "POST /datasets",
        exchange -> {
          byte[] buffer = new byte[1 << 16];
          for (int n; (n = exchange.getRequestBody().read(buffer)) >= 0; ) {
            long received = arrived.addAndGet(n);
            furthestAhead.accumulateAndGet(source.read.get() - received, Math::max);
          }
          StubApi.answer(exchange, 201, STORED);
        });
    try (TributaryClient client = api.client().build()) {
      client
          .datasets()
          .upload(
              DatasetSpec.named("big"),
              List.of(UploadPart.stream("big.csv", source)),
              UploadProgress.IGNORED);
    }
    assertThat(arrived.get()).isBetween(length, length + 2000);
    // Socket buffers of both sides hold a few megabytes; the rest must still be in the source.
    assertThat(furthestAhead.get()).isBetween(1L, 32L << 20);
    assertThat(source.closed).isTrue();
  }

  @Test
  void filesAreSentAgainWhenTheConnectionBreaksButStreamsAreNot() throws IOException {
    List<String> bodies = new ArrayList<>();
    List<Integer> tries = new ArrayList<>();
    api.on(
        "POST /datasets",
        exchange -> {
          tries.add(1);
          if (tries.size() != 2) {
            exchange.getRequestBody().readAllBytes();
            exchange.close();
          } else {
            store(exchange, bodies);
          }
        });
    Path file = Files.writeString(directory.resolve("a.csv"), "x,y\n1,2\n");
    try (TributaryClient client = api.client().build()) {
      client
          .datasets()
          .upload(DatasetSpec.named("a"), List.of(UploadPart.file(file)), UploadProgress.IGNORED);
      assertThat(tries).hasSize(2);
      assertThat(bodies.getFirst()).contains("x,y\n1,2\n");

      List<UploadPart> stream = List.of(UploadPart.stream("a.csv", new Generated(10)));
      assertThatThrownBy(
              () ->
                  client.datasets().upload(DatasetSpec.named("a"), stream, UploadProgress.IGNORED))
          .isInstanceOf(PlatformUnreachable.class);
      assertThat(tries).hasSize(3);
    }
  }

  @Test
  void aFileThatIsNotThereIsReportedBeforeAnythingIsSent() {
    try (TributaryClient client = api.client().build()) {
      List<UploadPart> missing = List.of(UploadPart.file(directory.resolve("missing.csv")));
      assertThatThrownBy(
              () ->
                  client.datasets().upload(DatasetSpec.named("a"), missing, UploadProgress.IGNORED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("missing.csv");
    }
    assertThat(api.requests()).isEmpty();
  }

  private static void store(HttpExchange exchange, List<String> bodies) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    StubApi.answer(exchange, 201, STORED);
  }

  /** A file that exists only while it is read. */
  private static final class Generated extends InputStream {
    private final long length;
    private final AtomicLong read = new AtomicLong();
    private volatile boolean closed;

    Generated(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      return read.get() >= length ? -1 : (int) (read.getAndIncrement() & 0x7f);
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      int n = (int) Math.min(count, length - read.get());
      if (n <= 0) {
        return -1;
      }
      read.addAndGet(n);
      return n;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
