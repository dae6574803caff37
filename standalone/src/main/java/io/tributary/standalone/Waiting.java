package io.tributary.standalone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something outside this process that gives no signal: a port, a file, an end. */
record Waiting(InstantSource clock, Pause pause) {
  /** Lets time pass; {@code TimeUnit.MILLISECONDS::sleep} outside tests. */
  interface Pause {
    void forMillis(long millis) throws InterruptedException;
  }

  private static final long POLL_MILLIS = 50;

  /** Returns when the condition holds, or throws what {@code late} makes after {@code limit}. */
  void until(BooleanSupplier condition, Duration limit, Supplier<LauncherException> late) {
    if (!holdsWithin(condition, limit)) {
      throw late.get();
    }
  }

  boolean holdsWithin(BooleanSupplier condition, Duration limit) {
    Instant end = clock.instant().plus(limit);
    while (!condition.getAsBoolean()) {
      if (!clock.instant().isBefore(end)) {
        return false;
      }
      try {
        pause.forMillis(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LauncherException("Interrupted while waiting.", e);
      }
    }
    return true;
  }
}
