package io.tributary.counterexample;

import java.time.Instant;
import java.util.Random;

/** Breaks the rules on time and randomness. */
final class ReadsTheSystemClock {
  Instant now() {
    return Instant.now();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  Random random() {
    return new Random();
  }

  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
