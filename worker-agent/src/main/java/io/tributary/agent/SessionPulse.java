package io.tributary.agent;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.StepReport;
import org.jspecify.annotations.Nullable;

/**
 * What a session says about itself in heartbeats. Written by the session's thread, read by the
 * heartbeat's.
 */
final class SessionPulse {
  private static final double SMOOTHING = 0.1;

  private volatile Reading reading = new Reading(0, "joining", 0, 0, null);
  private long contributedAt;

  private record Reading(
      long step,
      String phase,
      double computeMillis,
      double samplesPerSecond,
      @Nullable String error) {
    Reading in(String phase, long step) {
      return new Reading(step, phase, computeMillis, samplesPerSecond, null);
    }
  }

  void joining() {
    reading = reading.in("joining", reading.step());
  }

  void computing(long step) {
    reading = reading.in("computing", step);
  }

  void failed(String error) {
    Reading last = reading;
    reading =
        new Reading(last.step(), "failed", last.computeMillis(), last.samplesPerSecond(), error);
  }

  void contributed(Contribution first) {
    Reading last = reading;
    double computeMillis = last.computeMillis();
    double rate = last.samplesPerSecond();
    long now = System.nanoTime();
    if (first instanceof Contribution.Sum sum && sum.report() != null) {
      StepReport report = sum.report();
      computeMillis = smooth(computeMillis, report.times().workMicros() / 1000.0);
      if (contributedAt != 0 && now > contributedAt) {
        rate = smooth(rate, report.train().rows() * 1e9 / (now - contributedAt));
      }
    }
    contributedAt = now;
    reading = new Reading(first.header().step(), "waiting", computeMillis, rate, null);
  }

  Heartbeat.JobBeat beat(JobAssignment assignment) {
    Reading now = reading;
    return new Heartbeat.JobBeat(
        assignment.job(),
        assignment.generation(),
        now.step(),
        now.phase(),
        now.computeMillis(),
        now.samplesPerSecond(),
        now.error());
  }

  private static double smooth(double before, double value) {
    return before == 0 ? value : before + SMOOTHING * (value - before);
  }
}
