package io.tributary.client;

import io.tributary.client.dataset.UploadView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/**
 * Files sent in several requests: {@code /uploads}, by the protocol tus 1.0. What has arrived stays
 * there when a connection breaks. Thread-safe.
 */
public final class UploadsClient {
  private static final String RESUMABLE = "Tus-Resumable";
  private static final String VERSION = "1.0.0";

  private final JsonCalls calls;

  UploadsClient(JsonCalls calls) {
    this.calls = calls;
  }

  /**
   * {@code POST /uploads}.
   *
   * @param fingerprint anything by which the caller will know the file again; empty for nothing
   * @param length bytes of the whole file
   */
  public UploadView create(String fileName, String fingerprint, long length) {
    return calls.exchange(
        calls
            .reading(Route.of("uploads"))
            .header(RESUMABLE, VERSION)
            .header("Upload-Length", Long.toString(length))
            .header(
                "Upload-Metadata",
                "filename %s,fingerprint %s".formatted(base64(fileName), base64(fingerprint)))
            .POST(BodyPublishers.noBody())
            .build(),
        UploadView.class);
  }

  /** {@code GET /uploads}: what the user has begun and not finished. */
  public List<UploadView> list() {
    return calls.get(Route.of("uploads"), new TypeReference<List<UploadView>>() {});
  }

  /** {@code GET /uploads/{id}}: how far it is. */
  public UploadView get(String id) {
    return calls.get(Route.of("uploads", id), UploadView.class);
  }

  /** {@code DELETE /uploads/{id}}. */
  public void delete(String id) {
    calls.command("DELETE", Route.of("uploads", id));
  }

  /**
   * {@code PATCH /uploads/{id}}: sends bytes once. Where that fails, {@link #get} says how many
   * have arrived.
   *
   * @param offset of the first of these bytes in the file
   * @param bytes read to its end while it is sent, closed
   * @param length of {@code bytes}
   */
  public void send(String id, long offset, InputStream bytes, long length) {
    send(
        id,
        offset,
        length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> bytes), length),
        UploadProgress.IGNORED);
  }

  /** What the user has begun with the same name, fingerprint and length; else a new one. */
  public UploadView begin(String fileName, String fingerprint, long length) {
    return list().stream()
        .filter(
            begun ->
                begun.fileName().equals(fileName)
                    && begun.length() == length
                    && begun.fingerprint().equals(fingerprint))
        .findFirst()
        .orElseGet(() -> create(fileName, fingerprint, length));
  }

  /**
   * Sends a file, going on where an earlier call for the same file (name, length, time of its last
   * change) ended, whichever program made it.
   *
   * @return complete
   * @throws IOException when the file cannot be read
   */
  public UploadView send(Path file, UploadProgress progress) throws IOException {
    UploadView upload =
        begin(
            String.valueOf(file.getFileName()),
            Long.toString(Files.getLastModifiedTime(file).toMillis()),
            Files.size(file));
    sendRest(upload, file, progress);
    return get(upload.id());
  }

  /**
   * Sends the rest of a file, going on after each break where the control plane is. Gives up when
   * the connection fails again and again without a byte arriving.
   *
   * @param upload as {@link #create} or {@link #get} gave it
   * @param progress told of all bytes that have been sent, also before
   */
  public void sendRest(UploadView upload, Path file, UploadProgress progress) {
    long offset = upload.offset();
    boolean known = true;
    for (int failures = 0; offset < upload.length(); ) {
      try {
        if (known) {
          BodyPublisher rest = rest(file, offset, upload.length());
          send(upload.id(), offset, rest, sum(offset, progress, upload));
          offset = upload.length();
        } else {
          long arrived = get(upload.id()).offset();
          failures = arrived > offset ? 0 : failures;
          offset = arrived;
          known = true;
        }
      } catch (PlatformUnreachable e) {
        failures = again(upload, failures, e);
        known = false;
      } catch (TributaryException e) {
        // The request that broke may still be ending, or has brought more than was known.
        if (!e.code().equals("UPLOAD_BUSY") && !e.code().equals("UPLOAD_OFFSET_CONFLICT")) {
          throw e;
        }
        failures = again(upload, failures, e);
        known = false;
      }
    }
  }

  /** Waits after one more failure; throws it where there were too many. */
  private int again(UploadView upload, int failures, RuntimeException e) {
    if (failures + 1 >= Retry.PATIENT.attempts()) {
      throw e;
    }
    calls
        .transport()
        .withRetry(Retry.PATIENT)
        .waitAfter(failures + 1, calls.reading(Route.of("uploads", upload.id())).GET().build());
    return failures + 1;
  }

  private void send(String id, long offset, BodyPublisher bytes, UploadProgress progress) {
    CountedBody body = new CountedBody(bytes, progress);
    HttpRequest request =
        calls
            .reading(Route.of("uploads", id))
            .header(RESUMABLE, VERSION)
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", Long.toString(offset))
            // Where the offset is not right, the answer comes before the first byte is sent.
            .expectContinue(true)
            .method("PATCH", body)
            .build();
    calls.transport().send(request, BodyHandlers.discarding(), body::sentBytes);
  }

  private static UploadProgress sum(long offset, UploadProgress progress, UploadView upload) {
    return (sent, total) -> progress.sent(offset + sent, upload.length());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BodyPublisher rest(Path file, long offset, long length) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(
            () -> {
              try {
                InputStream in = Files.newInputStream(file);
                in.skipNBytes(offset);
                return in;
              } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be read".formatted(file), e);
              }
            }),
        length - offset);
  }
}
