package io.tributary.benchmark;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One side at work for a while.
 *
 * @param cpuMillisPerStep user and system time by what used it
 */
record Stretch(
    String side, double stepsPerSecond, double seconds, Map<String, Double> cpuMillisPerStep) {

  /** A stretch that has begun. */
  record Start(long nanos, Map<String, Duration> cpu) {

    Stretch end(String side, long steps, Map<String, Duration> cpuNow) {
      return end(side, steps / seconds(), cpuNow);
    }

    /** For sides that count their time themselves. */
    Stretch end(String side, double stepsPerSecond, Map<String, Duration> cpuNow) {
      double seconds = seconds();
      Map<String, Double> perStep = new LinkedHashMap<>();
      cpuNow.forEach(
          (user, now) ->
              perStep.put(
                  user, now.minus(cpu.get(user)).toNanos() / 1e6 / (stepsPerSecond * seconds)));
      return new Stretch(side, stepsPerSecond, seconds, perStep);
    }

    private double seconds() {
      return (System.nanoTime() - nanos) / 1e9;
    }
  }

  static Start start(Map<String, Duration> cpu) {
    return new Start(System.nanoTime(), cpu);
  }
}
