package io.tributary.client.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job's own measurements say about it. Whatever is not known yet says why.
 *
 * @param measuredAt when the measurements were stored; null before the first of them
 * @param step committed steps then
 * @param agents where each agent's time goes, the one with the most steps first
 * @param findings who is slow and why, and what most of the time is spent on
 * @param noise how many rows a gradient needs before its noise is as large as itself
 * @param batchSize rows per step
 * @param workers agents
 * @param whatIf how long an epoch would take with other strategies
 */
public record JobAdvice(
    @Nullable Instant measuredAt,
    long step,
    List<AgentTime> agents,
    List<Said> findings,
    Noise noise,
    Suggestion batchSize,
    Suggestion workers,
    WhatIf whatIf) {

  /**
   * A sentence.
   *
   * @param code stable, for programs
   * @param values the facts in the sentence, by name
   */
  public record Said(String code, String sentence, Map<String, Object> values) {}

  /**
   * One agent's time.
   *
   * @param partitions that it owned last
   * @param steps that {@code recent} is the mean of
   * @param stepMillis mean time from one contribution to the next over these
   * @param recent phases of the last steps
   * @param allSteps that {@code whole} is the mean of
   * @param whole phases of the whole job
   */
  public record AgentTime(
      String agentId,
      String name,
      int partitions,
      long steps,
      double stepMillis,
      List<PhaseTime> recent,
      long allSteps,
      List<PhaseTime> whole) {}

  /**
   * A phase of a step.
   *
   * @param phase {@code compute}, {@code evaluate}, {@code encode}, {@code send}, {@code broker},
   *     {@code wait}, {@code commit} or {@code fold}
   * @param millis mean per step
   * @param share of the agent's time, 0 to 1
   */
  public record PhaseTime(String phase, double millis, double share) {}

  /**
   * A number and where it lies with a probability of 95 %, as far as the measurements tell.
   *
   * @param high null where nothing bounds it
   */
  public record Estimate(double value, double low, @Nullable Double high) {}

  /**
   * @param rows the gradient noise scale; null where it is not known
   * @param samples steps that it comes from
   */
  public record Noise(@Nullable Estimate rows, int samples, Said said) {}

  /**
   * @param value null where nothing can be suggested
   */
  public record Suggestion(@Nullable Estimate value, Said said) {}

  /**
   * Time only: nothing here says anything about accuracy.
   *
   * @param strategies empty where nothing could be replayed
   * @param measuredSecondsPerEpoch at the pace of the last steps, to compare the replay with; null
   *     while unknown
   */
  public record WhatIf(
      List<Replayed> strategies, @Nullable Double measuredSecondsPerEpoch, Said said) {}

  /**
   * What the recorded times give under a strategy.
   *
   * @param strategy as {@code strategy.type} names it
   * @param options its other keys
   * @param secondsPerEpoch of the replay
   * @param speed how many times as fast as the replay of the present strategy
   * @param present whether it is the job's own
   */
  public record Replayed(
      String strategy,
      Map<String, Integer> options,
      double secondsPerEpoch,
      double speed,
      boolean present) {}
}
