package io.tributary.platform.agent;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Liveness of agents.
 *
 * @param heartbeat how often agents send a heartbeat
 * @param lostAfter an agent without a heartbeat for so long, by the database's clock, is lost; at
 *     least three heartbeats
 */
@ConfigurationProperties("tributary.agent")
record AgentSettings(
    @DefaultValue("2s") Duration heartbeat, @DefaultValue("10s") Duration lostAfter) {
  AgentSettings {
    if (lostAfter.compareTo(heartbeat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "tributary.agent.lost-after (%s) must be at least three times tributary.agent.heartbeat (%s)"
              .formatted(lostAfter, heartbeat));
    }
  }
}
