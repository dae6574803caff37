package io.tributary.client;

import io.tributary.client.LineQueue.Item.Broken;
import io.tributary.client.LineQueue.Item.Ended;
import io.tributary.client.LineQueue.Item.Line;
import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobStates;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Events of one job, in order, ending with the job. When the connection breaks or is silent for
 * {@value #SILENCE_SECONDS} s, it is opened again after the last kept event; events that are not
 * kept may be missing then. One thread iterates; any thread may close, which ends the iteration.
 */
public final class JobEventStream implements Iterator<JobEvent>, AutoCloseable {
  private static final int SILENCE_SECONDS = 45;

  private final Transport transport;
  private final JobsClient jobs;
  private final String jobId;
  private ServerSentEvents events;
  private long lastSequence;
  private int failures;
  private @Nullable JobEvent next;
  private boolean ended;
  private volatile @Nullable LineQueue lines;
  private volatile boolean closed;

  JobEventStream(Transport transport, JobsClient jobs, String jobId, long after) {
    this.transport = transport;
    this.jobs = jobs;
    this.jobId = jobId;
    this.lastSequence = after;
    this.events = new ServerSentEvents(after == 0 ? "" : Long.toString(after));
  }

  /**
   * Waits for the next event; false when the job has ended or the stream was closed.
   *
   * @throws PlatformUnreachable when the connection could not be opened again
   */
  @Override
  public boolean hasNext() {
    while (next == null && !ended && !closed) {
      LineQueue open = lines;
      if (open == null) {
        connect();
      } else {
        read(open);
      }
    }
    return next != null && !closed;
  }

  @Override
  public JobEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Job " + jobId + " has no more events");
    }
    JobEvent event = Objects.requireNonNull(next);
    next = null;
    return event;
  }

  /** Lets go of the connection. */
  @Override
  public void close() {
    closed = true;
    disconnect();
  }

  private void connect() {
    HttpRequest request = request();
    try {
      Publisher<List<ByteBuffer>> body =
          transport.send(request, BodyHandlers.ofPublisher(), () -> 0).body();
      LineQueue open = new LineQueue();
      body.subscribe(BodySubscribers.fromLineSubscriber(open));
      events = new ServerSentEvents(events.lastId());
      lines = open;
      if (closed) {
        open.close();
      }
    } catch (PlatformUnreachable e) {
      waitAfter(e);
    }
  }

  private void waitAfter(PlatformUnreachable e) {
    failures++;
    if (failures >= transport.retry().attempts()) {
      throw e;
    }
    transport.waitAfter(failures, request());
  }

  private void read(LineQueue open) {
    try {
      switch (open.take(Duration.ofSeconds(SILENCE_SECONDS))) {
        case Line line -> {
          String data = events.line(line.text());
          if (data != null) {
            accept(parsed(data));
          }
        }
        case Ended end -> reconnectUnlessOver();
        case Broken broken -> reconnectUnlessOver();
        case null -> disconnect();
      }
    } catch (InterruptedException e) {
      throw Transport.interrupted(request(), e);
    }
  }

  private void accept(JobEvent event) {
    failures = 0;
    if (event.sequence() != 0 && event.sequence() <= lastSequence) {
      return;
    }
    lastSequence = Math.max(lastSequence, event.sequence());
    next = event;
    ended =
        event.kind().equals("state")
            && event.values().get("state") instanceof String state
            && JobStates.isTerminal(state);
    if (ended) {
      disconnect();
    }
  }

  private void reconnectUnlessOver() {
    disconnect();
    if (closed) {
      return;
    }
    try {
      ended = JobStates.isTerminal(jobs.get(jobId).state());
      if (!ended) {
        transport.waitAfter(1, request());
      }
    } catch (PlatformUnreachable e) {
      waitAfter(e);
    }
  }

  private void disconnect() {
    LineQueue open = lines;
    lines = null;
    if (open != null) {
      open.close();
    }
  }

  private JobEvent parsed(String data) {
    try {
      return ContractJson.json().readValue(data, JobEvent.class);
    } catch (JacksonException e) {
      throw Refusal.notUnderstood(request(), 200, e);
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        transport
            .request(Route.of("jobs", jobId, "events"))
            .header("Accept", "text/event-stream")
            .GET();
    if (!events.lastId().isEmpty()) {
      request.header("Last-Event-ID", events.lastId());
    }
    return request.build();
  }
}
