package io.tributary.platform.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of jobs.
 *
 * @param eventHeartbeat a comment is sent to a reader of events after this much silence
 * @param eventQueue events that may wait for one slow reader
 */
@ConfigurationProperties("tributary.job")
record JobSettings(
    @DefaultValue("10s") Duration eventHeartbeat, @DefaultValue("256") int eventQueue) {
  JobSettings {
    if (eventHeartbeat.isNegative() || eventHeartbeat.isZero() || eventQueue < 1) {
      throw new IllegalArgumentException(
          "tributary.job.event-heartbeat is %s and event-queue is %d; both must be positive"
              .formatted(eventHeartbeat, eventQueue));
    }
  }
}
