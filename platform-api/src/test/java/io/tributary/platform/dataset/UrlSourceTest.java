package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class UrlSourceTest {
  private static final byte[] FILE = "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private HttpServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    answer("/public/a.csv", 200, FILE.length, FILE);
    answer("/public/missing", 404, -1, new byte[0]);
    answer("/public/cut.csv", 200, FILE.length + 100, FILE);
    answer("/private/secret.csv", 200, FILE.length, FILE);
    redirect("/public/moved.csv", "a.csv");
    redirect("/public/out", "/private/secret.csv");
    redirect("/public/file", "file:///etc/passwd");
    redirect("/public/round", "round");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aFileBelowAnAllowedAddressIsFetchedAlsoBehindARedirect() throws IOException {
    for (String path : List.of("/public/a.csv", "/public/moved.csv", "/public/a.csv?signature=1")) {
      try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
        ReceivedFile file = source().fetch(base + path, folder);
        assertThat(file.label()).isEqualTo("a.csv");
        assertThat(Files.readAllBytes(file.path())).isEqualTo(FILE);
      }
    }
  }

  @Test
  void redirectsAreCheckedAsAddressesAre() throws IOException {
    assertRefused(() -> fetch("/public/out"), ErrorCode.DATASET_SOURCE_NOT_ALLOWED);
    assertRefused(() -> fetch("/public/file"), ErrorCode.DATASET_SOURCE_NOT_ALLOWED);
    assertRefused(() -> fetch("/private/secret.csv"), ErrorCode.DATASET_SOURCE_NOT_ALLOWED);
    assertRefused(() -> fetch("/public/round"), ErrorCode.DATASET_SOURCE_FAILED);
  }

  @Test
  void whatDoesNotAnswerAsItShouldIsSaid() {
    assertRefused(() -> fetch("/public/missing"), ErrorCode.DATASET_SOURCE_FAILED);
    assertRefused(() -> fetch("/public/cut.csv"), ErrorCode.DATASET_SOURCE_FAILED);
    assertRefused(() -> fetch("/public/ a"), ErrorCode.DATASET_INVALID_SOURCE);
    server.stop(0);
    assertRefused(() -> fetch("/public/a.csv"), ErrorCode.DATASET_SOURCE_FAILED);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileLongerThanAllowedIsNotReadToItsEnd() throws IOException {
    DatasetSettings all = TestSettings.in(directory);
    FetchedStream stream =
        new FetchedStream(
            new java.io.ByteArrayInputStream(new byte[1 << 20]),
            DataSize.ofKilobytes(100).toBytes(),
            () -> new PlatformException(ErrorCode.DATASET_TOO_LARGE, "long", "less"),
            e -> new PlatformException(ErrorCode.DATASET_SOURCE_FAILED, "broken", "again"));
    try (ReceivedFiles folder = new ReceivedFiles(all.limits())) {
      assertRefused(() -> folder.receive("long", stream), ErrorCode.DATASET_TOO_LARGE);
    }
    assertThat(stream.count()).isLessThan(200_000);
  }

  @ParameterizedTest
  @CsvSource({
    "https://data.example.org/open/a.csv, true",
    "https://DATA.example.org:443/open/a.csv, true",
    "https://data.example.org/open, true",
    "https://data.example.org/opened/a.csv, false",
    "https://data.example.org.evil.example/open/a.csv, false",
    "https://data.example.org@evil.example/open/a.csv, false",
    "https://user@data.example.org/open/a.csv, false",
    "https://data.example.org:8443/open/a.csv, false",
    "http://data.example.org/open/a.csv, false",
    "https://data.example.org/open/../secret, false",
    "https://data.example.org/open/%2e%2e/secret, false",
    "https://data.example.org/open%2f..%2fsecret, false",
    "https://data.example.org/open/..;/secret, false",
    "file:///open/a.csv, false",
    "ftp://data.example.org/open/a.csv, false",
    "//data.example.org/open/a.csv, false",
    "open/a.csv, false"
  })
  void addressesAreComparedByTheirParts(String address, boolean allowed) {
    UrlPrefixes prefixes = new UrlPrefixes(List.of(URI.create("https://data.example.org/open")));

    assertThat(prefixes.refusal(URI.create(address)) == null).isEqualTo(allowed);
    assertThat(new UrlPrefixes(List.of()).refusal(URI.create(address))).isNotNull();
  }

  private UrlSource source() {
    return new UrlSource(
        new SourceSettings(
            List.of(URI.create(base + "/public")), Duration.ofSeconds(5), Map.of(), Map.of()),
        TestSettings.in(directory));
  }

  private void fetch(String path) throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
      source().fetch(base + path, folder);
    }
  }

  private void answer(String path, int status, int length, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private void redirect(String path, String to) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
