package io.tributary.platform.job;

import io.tributary.client.job.JobEvent;
import io.tributary.engine.id.JobId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What happens to jobs, to everybody who listens now and to the history. An event published inside
 * a transaction reaches listeners after its commit, so nobody sees what was rolled back.
 */
@Component
class JobStream implements JobEvents {
  private final JobHistory history;
  private final JobSettings settings;
  private final Clock clock;
  private final Map<JobId, List<EventQueue>> readers = new ConcurrentHashMap<>();

  JobStream(JobHistory history, JobSettings settings, Clock clock) {
    this.history = history;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void publish(
      JobId id, String kind, String text, Map<String, Object> values, boolean keep) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long sequence = keep ? history.append(id, kind, at, text, values) : 0;
    JobEvent event = new JobEvent(sequence, kind, at, text, new LinkedHashMap<>(values));
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              send(id, event);
            }
          });
    } else {
      send(id, event);
    }
  }

  /** A queue that gets every event from now on; the caller gives it back by {@link #leave}. */
  EventQueue join(JobId id) {
    EventQueue queue = new EventQueue(settings.eventQueue());
    readers.compute(
        id,
        (job, queues) -> {
          List<EventQueue> all = queues == null ? new CopyOnWriteArrayList<>() : queues;
          all.add(queue);
          return all;
        });
    return queue;
  }

  void leave(JobId id, EventQueue queue) {
    readers.computeIfPresent(
        id,
        (job, queues) -> {
          queues.remove(queue);
          return queues.isEmpty() ? null : queues;
        });
  }

  /** Ends every reader's request, so that the server can stop. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    readers.values().forEach(queues -> queues.forEach(EventQueue::close));
  }

  private void send(JobId id, JobEvent event) {
    readers.getOrDefault(id, List.of()).forEach(queue -> queue.offer(event));
  }
}
