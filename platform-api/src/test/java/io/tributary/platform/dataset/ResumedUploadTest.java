package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.UploadView;
import io.tributary.platform.PlatformApplication;
import io.tributary.platform.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Real connections that break, and a control plane that ends between two of them. */
class ResumedUploadTest {
  private static final String PASSWORD = "plum tractor seventeen";

  private final PGSimpleDataSource database = TestPostgres.fresh();
  @TempDir Path directory;

  @Test
  void anUploadCutAtSixtyPerCentGoesOnAfterARestartAndIsTheSameDataSet() throws Exception {
    Path file = Files.writeString(directory.resolve("cut.csv"), rows());
    long length = Files.size(file);
    String id;
    long cutAt;
    try (ConfigurableApplicationContext first = start();
        TributaryClient client = signedIn(first)) {
      UploadView upload =
          client
              .uploads()
              .create("cut.csv", Long.toString(Files.getLastModifiedTime(file).toMillis()), length);
      id = upload.id();
      sendAndCut(first, id, file, (int) (length * 6 / 10));
      cutAt = arrived(client, id, length * 6 / 10);
    }
    assertThat(cutAt).isEqualTo(length * 6 / 10);
    try (ConfigurableApplicationContext second = start();
        TributaryClient client = signedIn(second)) {
      UploadView upload = client.uploads().send(file, UploadProgress.IGNORED);
      assertThat(upload.id()).isEqualTo(id);
      assertThat(upload.offset()).isEqualTo(length);

      DatasetView pieces =
          client
              .datasets()
              .create(new DatasetRequest(new DatasetSource.Uploads(List.of(id)), null));
      DatasetView whole =
          client
              .datasets()
              .upload(
                  DatasetSpec.named("whole"),
                  List.of(UploadPart.file(file)),
                  UploadProgress.IGNORED);

      assertThat(pieces.name()).isEqualTo("cut");
      assertThat(pieces.digest()).isEqualTo(whole.digest());
      assertThat(client.uploads().list()).isEmpty();
    }
  }

  private static String rows() {
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i < 60_000; i++) {
      rows.append(random.nextDouble()).append(",text").append(random.nextInt(50)).append('\n');
    }
    return rows.toString();
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(PlatformApplication.class)
        .run(
            "--server.port=0",
            "--spring.main.lazy-initialization=true",
            "--spring.datasource.url=" + database.getURL(),
            "--spring.datasource.username=" + database.getUser(),
            "--spring.datasource.password=" + database.getPassword(),
            "--tributary.security.initial-admin-password=" + PASSWORD,
            "--tributary.dataset.upload-folder=" + directory.resolve("uploads"));
  }

  private static int port(ConfigurableApplicationContext context) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private String token = "";

  private TributaryClient signedIn(ConfigurableApplicationContext context) {
    TributaryClient client =
        TributaryClient.at(URI.create("http://127.0.0.1:" + port(context)))
            .token(() -> token.isEmpty() ? null : token)
            .build();
    token = "";
    token = Objects.requireNonNull(client.session().signIn("admin", PASSWORD).token());
    return client;
  }

  /** Announces the whole rest, sends a part of it, and is gone. */
  private void sendAndCut(ConfigurableApplicationContext context, String id, Path file, int bytes)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port(context))) {
      byte[] content = Files.readAllBytes(file);
      String head =
          """
          PATCH /api/v1/uploads/%s HTTP/1.1
          Host: 127.0.0.1
          Authorization: Bearer %s
          Tus-Resumable: 1.0.0
          Content-Type: application/offset+octet-stream
          Upload-Offset: 0
          Content-Length: %d

          """
              .formatted(id, token, content.length)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(content, 0, bytes);
      socket.getOutputStream().flush();
    }
  }

  /** The server reads what the connection still holds after its client has gone. */
  private static long arrived(TributaryClient client, String id, long wanted) {
    long offset = 0;
    for (int i = 0; i < 1000 && offset < wanted; i++) {
      offset = client.uploads().get(id).offset();
      Thread.onSpinWait();
    }
    return offset;
  }
}
