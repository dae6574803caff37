package io.tributary.platform.job;

import io.tributary.client.job.JobEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for one reader, at most {@code capacity}. A reader that is too slow loses events
 * that are not kept (the oldest first); where only kept ones wait, the queue closes instead, and
 * the reader comes back for them by {@code Last-Event-ID}. Nothing kept is ever lost. Thread-safe.
 */
final class EventQueue {
  /** What {@link #take(Duration)} found. */
  sealed interface Taken {
    /** The next event. */
    record Next(JobEvent event) implements Taken {}

    /** Nothing happened for as long as was waited. */
    record Silence() implements Taken {}

    /** No event will ever come again. */
    record Closed() implements Taken {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<JobEvent> waiting = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  EventQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Never waits. */
  void offer(JobEvent event) {
    lock.lock();
    try {
      if (closed || (waiting.size() >= capacity && !makeRoomFor(event))) {
        return;
      }
      waiting.add(event);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next event, waiting at most {@code patience} for one. */
  Taken take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (waiting.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      @Nullable JobEvent next = waiting.poll();
      if (next != null) {
        return new Taken.Next(next);
      }
      return closed ? new Taken.Closed() : new Taken.Silence();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the reader take what waits, then tells it that nothing more comes. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean makeRoomFor(JobEvent event) {
    for (Iterator<JobEvent> oldest = waiting.iterator(); oldest.hasNext(); ) {
      if (!isKept(oldest.next())) {
        oldest.remove();
        return true;
      }
    }
    if (isKept(event)) {
      closed = true;
      changed.signal();
    }
    return false;
  }

  private static boolean isKept(JobEvent event) {
    return event.sequence() > 0;
  }
}
