package io.tributary.platform.advice;

import io.tributary.engine.contribution.GradientLengths;
import java.util.List;

/**
 * What a job has measured of itself. Bounded: the last steps, and sums.
 *
 * @param step committed steps
 * @param secondsPerStep mean over the last committed steps; 0 before there are two
 * @param agents the one with the most steps first
 * @param noise of the last steps that looked at it
 * @param rounds the last steps that all agents timed
 */
public record JobMeasurements(
    long step,
    double secondsPerStep,
    List<AgentMeasurement> agents,
    List<GradientLengths> noise,
    List<Round> rounds) {
  public JobMeasurements {
    agents = List.copyOf(agents);
    noise = List.copyOf(noise);
    rounds = List.copyOf(rounds);
  }
}
