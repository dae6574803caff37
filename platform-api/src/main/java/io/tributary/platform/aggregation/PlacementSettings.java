package io.tributary.platform.aggregation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When partitions of a running job move although no agent came or went. Nothing here changes what
 * is learnt.
 *
 * @param moveEvery so long an assignment works before partitions move for the sake of speed
 * @param minGain share of a step's predicted time that such a move must win, above 0; 1 forbids it
 * @param lateFactor an agent is late that has not contributed for so many times the usual step
 * @param lateAfter but never before so long
 * @param joinPatience the same for an agent's first contribution after an assignment: it may have
 *     to fetch its partitions first, or to find out what they remember
 * @param retryAfter an agent that owns nothing because it was late or too slow is tried again after
 *     so long, the second time after twice as long, and so on up to sixteen times
 */
@ConfigurationProperties("tributary.placement")
record PlacementSettings(
    @DefaultValue("10s") Duration moveEvery,
    @DefaultValue("0.15") double minGain,
    @DefaultValue("3") double lateFactor,
    @DefaultValue("1s") Duration lateAfter,
    @DefaultValue("5m") Duration joinPatience,
    @DefaultValue("30s") Duration retryAfter) {
  PlacementSettings {
    if (!(minGain > 0 && minGain <= 1)) {
      throw new IllegalArgumentException(
          "tributary.placement.min-gain (%s) must be above 0 and at most 1".formatted(minGain));
    }
    if (!(lateFactor >= 1)) {
      throw new IllegalArgumentException(
          "tributary.placement.late-factor (%s) must be at least 1".formatted(lateFactor));
    }
  }
}
