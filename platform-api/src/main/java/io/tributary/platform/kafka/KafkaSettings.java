package io.tributary.platform.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The brokers.
 *
 * @param bootstrapServers host:port list, as the control plane reaches them
 * @param agentBootstrapServers the same brokers as agents reach them; null means the same list
 * @param replication copies of each topic
 */
@ConfigurationProperties("tributary.kafka")
public record KafkaSettings(
    @DefaultValue("127.0.0.1:9092") String bootstrapServers,
    @Nullable String agentBootstrapServers,
    @DefaultValue("1") short replication) {

  /** What agents are told at enrolment. */
  public String forAgents() {
    return agentBootstrapServers == null ? bootstrapServers : agentBootstrapServers;
  }
}
