package io.tributary.client;

import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Models: {@code /models}. An {@code id} is an id, a name (its newest version that is not
 * archived), {@code name@version} or {@code name@stage}. Thread-safe.
 */
public final class ModelsClient {
  private final JsonCalls calls;
  private final Transport files;

  /**
   * @param files with patience for files that are checked before they are answered
   */
  ModelsClient(JsonCalls calls, Transport files) {
    this.calls = calls;
    this.files = files;
  }

  /**
   * {@code GET /models}.
   *
   * @param name of the models; null for all
   * @param stage null for all
   * @param cursor {@link Page#nextCursor()} of the page before; null for the first
   * @param limit models per page; null for the control plane's choice
   */
  public Page<ModelView> list(
      @Nullable String name,
      @Nullable String stage,
      @Nullable String cursor,
      @Nullable Integer limit) {
    return calls.get(
        Route.of("models")
            .with("name", name)
            .with("stage", stage)
            .with("cursor", cursor)
            .with("limit", limit),
        new TypeReference<Page<ModelView>>() {});
  }

  /** {@code GET /models/{id}}. */
  public ModelView get(String id) {
    return calls.get(Route.of("models", id), ModelView.class);
  }

  /** {@code PATCH /models/{id}}: changes what is not null in {@code change}. */
  public void change(String id, ModelChange change) {
    calls.write("PATCH", Route.of("models", id), change);
  }

  /** {@code POST /models/{id}/predict}: one prediction per row, in the order of the rows. */
  public Predictions predict(String id, PredictRequest rows) {
    return calls.ask(Route.of("models", id, "predict"), rows, Predictions.class);
  }

  /**
   * {@code POST /models/{id}/predict} with a file of any format that data sets are made of: one
   * line per row, in their order.
   *
   * @param format {@code csv} or {@code jsonl}; null for the control plane's choice
   * @param target the caller keeps and closes it; nothing is written where the file is refused
   */
  public void predict(String id, Path file, @Nullable String format, OutputStream target)
      throws IOException {
    HttpRequest request =
        files
            .request(Route.of("models", id, "predict").with("format", format))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    try (InputStream predictions =
        files.sendRepeatable(request, BodyHandlers.ofInputStream()).body()) {
      predictions.transferTo(target);
    }
  }

  /**
   * {@code POST /models}: stores a file in the native format as a model.
   *
   * @param name of the model; null for the one in the file
   */
  public ModelView add(Path file, @Nullable String name) throws IOException {
    HttpRequest request =
        files
            .request(Route.of("models").with("name", name))
            .header("Accept", JsonCalls.JSON)
            .header("Content-Type", "application/zip")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    return JsonCalls.parsed(
        request,
        files.send(request, BodyHandlers.ofByteArray(), () -> 0),
        ContractJson.json().constructType(ModelView.class));
  }

  /**
   * {@code GET /models/{id}/download} to a file, which appears only when it is complete.
   *
   * @param format {@code native} or {@code onnx}; null for the control plane's choice
   */
  public void download(String id, @Nullable String format, Path target) throws IOException {
    new Download(calls.transport(), Download.Checksum.WHERE_GIVEN)
        .to(target, downloadRoute(id, format));
  }

  /**
   * {@code GET /models/{id}/download} to a stream, which the caller keeps and closes.
   *
   * @param format {@code native} or {@code onnx}; null for the control plane's choice
   */
  public void download(String id, @Nullable String format, OutputStream target) throws IOException {
    Transport transport = calls.transport();
    try (InputStream model =
        transport
            .sendRepeatable(
                transport.request(downloadRoute(id, format)).GET().build(),
                BodyHandlers.ofInputStream())
            .body()) {
      model.transferTo(target);
    }
  }

  private static Route downloadRoute(String id, @Nullable String format) {
    return Route.of("models", id, "download").with("format", format);
  }
}
