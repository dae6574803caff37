package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.engine.id.JobId;
import io.tributary.platform.job.spec.SpecDocument;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/** Server-sent events: what is replayed, what is live, when the stream ends. */
@SpringBootTest(classes = JobTestApplication.class)
@Timeout(60)
class JobEventWriterTest {
  @Autowired private JobSubmission submission;
  @Autowired private Jobs jobs;
  @Autowired private JobEvents events;
  @Autowired private JobStream stream;
  @Autowired private JobHistory history;
  @Autowired private JobEventWriter writer;
  @Autowired private JobJson json;
  @Autowired private TransactionTemplate transaction;

  @Test
  void theHistoryIsReplayedAndTheStreamEndsWithTheJob() throws Exception {
    JobId id = submit();
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.CANCELLED, null);
    assertThat(ids(written(id, 0))).isEqualTo("1 2 3");
  }

  @Test
  void onlyWhatComesAfterTheLastEventIdIsReplayed() throws Exception {
    JobId id = submit();
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.CANCELLED, null);
    assertThat(ids(written(id, 2))).isEqualTo("3");
  }

  @Test
  void liveEventsFollowTheHistoryUntilTheJobEnds() throws Exception {
    JobId id = submit();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> write(writer, id, out));
    await("the reader has got the history, so it listens").until(() -> ids(out).equals("1"));
    events.publish(id, "step", "", Map.of("step", 7), false);
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.FAILED, null);
    reading.get();
    assertThat(ids(out)).isEqualTo("1 2 3");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsSubsequence("id:1\nevent:state\n", "event:step\ndata:{", "\"step\":7", "id:2\n");
  }

  @Test
  void aSilentJobIsHeardByHeartbeats() throws Exception {
    JobId id = submit();
    JobEventWriter impatient =
        new JobEventWriter(stream, history, jobs, json, new JobSettings(Duration.ofMillis(1), 8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> write(impatient, id, out));
    await("a heartbeat comes in silence")
        .until(() -> out.toString(StandardCharsets.UTF_8).contains(": heartbeat\n\n"));
    jobs.advance(id, JobState.CANCELLED, null);
    reading.get();
  }

  @Test
  void whatIsRolledBackIsNeverSent() throws Exception {
    JobId id = submit();
    EventQueue queue = stream.join(id);
    transaction.executeWithoutResult(
        status -> {
          jobs.advance(id, JobState.STARTING, null);
          status.setRollbackOnly();
        });
    assertThat(history.after(id, 1, 10)).isEmpty();
    assertThat(queue.take(Duration.ZERO)).isInstanceOf(EventQueue.Taken.Silence.class);
    stream.leave(id, queue);
  }

  private ByteArrayOutputStream written(JobId id, long after) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(id, after, out);
    return out;
  }

  private static void write(JobEventWriter writer, JobId id, OutputStream out) {
    try {
      writer.write(id, 0, out);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String ids(ByteArrayOutputStream out) {
    return String.join(
        " ",
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("id:"))
            .map(line -> line.substring(3))
            .toList());
  }

  private JobId submit() {
    return submission.submit(
        SpecDocument.parse("{dataset: digits, label: label}", Notation.YAML), "ada", null);
  }
}
