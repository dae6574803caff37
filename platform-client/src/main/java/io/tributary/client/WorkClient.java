package io.tributary.client;

import io.tributary.client.agent.CheckpointState;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What an agent asks about its work: below {@code /jobs/{id}}. For agents only. Thread-safe. */
public final class WorkClient {
  private final Transport transport;

  WorkClient(Transport transport) {
    this.transport = transport;
  }

  /** {@code GET /jobs/{id}/plan}: the job's computation, as JSON text. */
  public String plan(String jobId) {
    HttpRequest request =
        transport
            .request(Route.of("jobs", jobId, "plan"))
            .header("Accept", JsonCalls.JSON)
            .GET()
            .build();
    return transport.sendRepeatable(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }

  /**
   * {@code GET /jobs/{id}/partitions/{partition}/data} to a file. A download that was cut goes on
   * where it stopped, in this call or a later one. The file appears only when it is complete and
   * its SHA-256 is the answer's {@code ETag}.
   *
   * @throws ChecksumMismatch when what arrives is not what the control plane has
   */
  public void partitionData(String jobId, int partition, Path target) throws IOException {
    new Download(transport, Download.Checksum.REQUIRED)
        .to(target, Route.of("jobs", jobId, "partitions", Integer.toString(partition), "data"));
  }

  /**
   * {@code GET /jobs/{id}/fit}: what agents shall sum over files that stay with them, as JSON text.
   */
  public String fit(String jobId) {
    HttpRequest request =
        transport
            .request(Route.of("jobs", jobId, "fit"))
            .header("Accept", JsonCalls.JSON)
            .GET()
            .build();
    return transport.sendRepeatable(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }

  /** {@code PUT /jobs/{id}/partitions/{partition}/sums}: the sums over a file's training rows. */
  public void sums(String jobId, int partition, String json) {
    HttpRequest request =
        transport
            .request(Route.of("jobs", jobId, "partitions", Integer.toString(partition), "sums"))
            .header("Content-Type", JsonCalls.JSON)
            .PUT(BodyPublishers.ofString(json))
            .build();
    transport.sendRepeatable(request, BodyHandlers.discarding());
  }

  /** {@code GET /jobs/{id}/checkpoints/latest/state}. */
  public CheckpointState latestCheckpoint(String jobId) {
    return checkpoint(jobId, "latest");
  }

  /** {@code GET /jobs/{id}/checkpoints/{step}/state}. */
  public CheckpointState checkpointAt(String jobId, long step) {
    return checkpoint(jobId, Long.toString(step));
  }

  private CheckpointState checkpoint(String jobId, String step) {
    HttpRequest request =
        transport.request(Route.of("jobs", jobId, "checkpoints", step, "state")).GET().build();
    Received<byte[]> received = transport.sendRepeatable(request, WorkClient::whole);
    return new CheckpointState(
        header(request, received, "Tributary-Step"),
        header(request, received, "Tributary-Ledger-Offset"),
        received.body());
  }

  /** Into one array of the announced length: a state may be a good part of the heap. */
  private static BodySubscriber<byte[]> whole(HttpResponse.ResponseInfo answer) {
    long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (answer.statusCode() != 200 || length < 0 || length > Integer.MAX_VALUE) {
      return BodySubscribers.ofByteArray();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    return BodySubscribers.mapping(
        BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes::put)),
        done -> bytes.array());
  }

  private static long header(HttpRequest request, Received<byte[]> received, String name) {
    return received
        .headers()
        .firstValueAsLong(name)
        .orElseThrow(() -> Refusal.withoutHeader(request, received.status(), name));
  }
}
