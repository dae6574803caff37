package io.tributary.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a caller waits; a test passes one that does not. */
@FunctionalInterface
public interface Pause {
  void pause(Duration length) throws InterruptedException;

  /** Really waits, on the calling thread. */
  static Pause real() {
    return length -> TimeUnit.NANOSECONDS.sleep(length.toNanos());
  }
}
