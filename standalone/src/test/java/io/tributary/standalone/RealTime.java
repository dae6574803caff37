package io.tributary.standalone;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Fixture: waits as the launcher does, because real processes run on real time. */
final class RealTime {
  private RealTime() {}

  static Waiting waiting() {
    return new Waiting(Clock.systemUTC(), TimeUnit.MILLISECONDS::sleep);
  }
}
