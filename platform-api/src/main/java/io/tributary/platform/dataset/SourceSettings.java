package io.tributary.platform.dataset;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What users may let the control plane read. By default nothing.
 *
 * @param urlPrefixes addresses below which files may be fetched
 * @param patience longest silence of what is read
 * @param connections PostgreSQL databases by the names that users give
 * @param brokers Kafka clusters by the names that users give
 */
@ConfigurationProperties("tributary.source")
public record SourceSettings(
    @DefaultValue List<URI> urlPrefixes,
    @DefaultValue("30s") Duration patience,
    @DefaultValue Map<String, Connection> connections,
    @DefaultValue Map<String, Brokers> brokers) {

  /**
   * A PostgreSQL database, as a role that may read what users may see, and nothing else.
   *
   * @param url JDBC
   * @param maxRows a query that has more is refused
   * @param statementTimeout a query that takes longer is cancelled
   */
  public record Connection(
      String url,
      String username,
      String password,
      @DefaultValue("50000000") long maxRows,
      @DefaultValue("10m") Duration statementTimeout) {
    /** Without the password: settings are shown and logged. */
    @Override
    public String toString() {
      return "Connection[username=%s]".formatted(username);
    }
  }

  /**
   * A Kafka cluster.
   *
   * @param bootstrapServers host:port list
   * @param topics that may be read; one that ends with {@code *} stands for all that begin so
   * @param maxRecords a range that has more offsets is refused
   * @param properties of the consumer, for example its credentials
   */
  public record Brokers(
      String bootstrapServers,
      List<String> topics,
      @DefaultValue("50000000") long maxRecords,
      @DefaultValue Map<String, String> properties) {
    /** Whether users may read that topic. */
    public boolean allows(String topic) {
      return topics.stream()
          .anyMatch(
              allowed ->
                  allowed.endsWith("*")
                      ? topic.startsWith(allowed.substring(0, allowed.length() - 1))
                      : topic.equals(allowed));
    }

    /** Without the properties: settings are shown and logged. */
    @Override
    public String toString() {
      return "Brokers[topics=%s]".formatted(topics);
    }
  }
}
