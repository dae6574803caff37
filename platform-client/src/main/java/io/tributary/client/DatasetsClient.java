package io.tributary.client;

import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.FetchView;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.client.dataset.SourcesView;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Data sets: {@code /datasets}. Thread-safe. */
public final class DatasetsClient {
  private final JsonCalls calls;
  private final Transport uploads;

  DatasetsClient(JsonCalls calls, Transport uploads) {
    this.calls = calls;
    this.uploads = uploads;
  }

  /**
   * {@code GET /datasets}.
   *
   * @param text part of a name; null for all
   * @param cursor {@link Page#nextCursor()} of the page before; null for the first
   * @param limit data sets per page; null for the control plane's choice
   */
  public Page<DatasetView> list(
      @Nullable String text, @Nullable String cursor, @Nullable Integer limit) {
    return calls.get(
        Route.of("datasets").with("q", text).with("cursor", cursor).with("limit", limit),
        new TypeReference<Page<DatasetView>>() {});
  }

  /**
   * {@code GET /datasets/{id}}.
   *
   * @param id of a version, or {@code name} or {@code name@version}
   */
  public DatasetView get(String id) {
    return calls.get(Route.of("datasets", id), DatasetView.class);
  }

  /** {@code GET /datasets/{id}/versions}: the versions under its name, newest first. */
  public List<DatasetView> versions(String id) {
    return calls.get(
        Route.of("datasets", id, "versions"), new TypeReference<List<DatasetView>>() {});
  }

  /**
   * {@code GET /datasets/{id}/preview}.
   *
   * @param rows at most so many; null for the control plane's choice
   */
  public DatasetPreview preview(String id, @Nullable Integer rows) {
    return calls.get(Route.of("datasets", id, "preview").with("rows", rows), DatasetPreview.class);
  }

  /** {@code GET /datasets/{id}/profile}. */
  public DatasetProfile profile(String id) {
    return calls.get(Route.of("datasets", id, "profile"), DatasetProfile.class);
  }

  /** {@code GET /datasets/{id}/rejected}: rows of the file that could not be stored. */
  public Page<RejectedRow> rejected(String id, @Nullable String cursor) {
    return calls.get(
        Route.of("datasets", id, "rejected").with("cursor", cursor),
        new TypeReference<Page<RejectedRow>>() {});
  }

  /** {@code DELETE /datasets/{id}}: refused while an unfinished job needs it. */
  public void delete(String id) {
    calls.command("DELETE", Route.of("datasets", id));
  }

  /**
   * {@code POST /datasets}: sends the files while reading them. Returns when the data set is
   * stored. Repeated when the connection breaks, provided that all parts are files.
   *
   * @param parts the files of one data set; streams are closed
   * @throws IOException when a file cannot be opened
   */
  public DatasetView upload(DatasetSpec spec, List<UploadPart> parts, UploadProgress progress)
      throws IOException {
    String key = calls.key();
    MultipartBody multipart =
        new MultipartBody("tributary-" + key)
            .json("spec", ContractJson.json().writeValueAsBytes(spec));
    for (UploadPart part : parts) {
      multipart.file("file", part);
    }
    CountedBody body = new CountedBody(multipart.end(), progress);
    HttpRequest request = upload(multipart.contentType(), key, body);
    return stored(
        request,
        parts.stream().allMatch(UploadPart.OfFile.class::isInstance)
            ? uploads.sendRepeatable(request, BodyHandlers.ofByteArray(), body::sentBytes)
            : uploads.send(request, BodyHandlers.ofByteArray(), body::sentBytes));
  }

  /**
   * {@code POST /datasets} for rows that the request does not carry. Returns when the data set is
   * stored.
   */
  public DatasetView create(DatasetRequest request) {
    JsonCalls patient = new JsonCalls(uploads);
    String key = calls.key();
    for (int failures = 1; ; failures++) {
      try {
        return patient.create(Route.of("datasets"), request, key, DatasetView.class);
      } catch (TributaryException e) {
        // An earlier try that lost its connection is still being served.
        if (!e.code().equals("UPLOAD_BUSY") || failures >= Retry.PATIENT.attempts()) {
          throw e;
        }
        uploads
            .withRetry(Retry.PATIENT)
            .waitAfter(failures, calls.reading(Route.of("datasets")).GET().build());
      }
    }
  }

  /** {@code GET /sources}: what the control plane may be asked to read. */
  public SourcesView sources() {
    return calls.get(Route.of("sources"), SourcesView.class);
  }

  /**
   * {@code POST /fetches}: the same for rows that are elsewhere. Returns at once; {@link
   * #fetch(String)} tells how far it is.
   */
  public FetchView fetch(DatasetRequest request) {
    return calls.post(Route.of("fetches"), request, FetchView.class);
  }

  /** {@code GET /fetches/{id}}. */
  public FetchView fetch(String id) {
    return calls.get(Route.of("fetches", id), FetchView.class);
  }

  private HttpRequest upload(String contentType, String key, CountedBody body) {
    return calls
        .reading(Route.of("datasets"))
        .header("Content-Type", contentType)
        .header("Idempotency-Key", key)
        // A refusal (no right to upload, for example) then comes before the first byte is sent.
        .expectContinue(true)
        .POST(body)
        .build();
  }

  private static DatasetView stored(HttpRequest request, Received<byte[]> received) {
    return JsonCalls.parsed(
        request, received, ContractJson.json().constructType(DatasetView.class));
  }
}
