package io.tributary.client;

import io.tributary.client.LineQueue.Item.Broken;
import io.tributary.client.LineQueue.Item.Ended;
import io.tributary.client.LineQueue.Item.Line;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lines of an answer, taken by one thread while the connection delivers them on another. */
final class LineQueue implements Subscriber<String>, AutoCloseable {
  /** Lines that may wait here before the connection is held back. */
  private static final int AHEAD = 256;

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Subscription> lines = new AtomicReference<>();

  /** What comes next. */
  sealed interface Item {
    /** A line without its end. */
    record Line(String text) implements Item {}

    /** No more lines: the other side, or {@link LineQueue#close()}, ended it. */
    record Ended() implements Item {}

    /** The connection broke. */
    record Broken(Throwable cause) implements Item {}
  }

  /** Waits for what comes next; null when nothing came in time. */
  @Nullable Item take(Duration longest) throws InterruptedException {
    Item item = items.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    Subscription subscription = lines.get();
    if (item instanceof Line && subscription != null) {
      subscription.request(1);
    }
    return item;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    lines.set(subscription);
    subscription.request(AHEAD);
  }

  @Override
  public void onNext(String line) {
    items.add(new Line(line));
  }

  @Override
  public void onError(Throwable cause) {
    items.add(new Broken(cause));
  }

  @Override
  public void onComplete() {
    items.add(new Ended());
  }

  /** Lets go of the connection. Any thread may call it; a waiting one gets {@link Ended}. */
  @Override
  public void close() {
    Subscription subscription = lines.getAndSet(null);
    if (subscription != null) {
      subscription.cancel();
    }
    items.add(new Ended());
  }
}
