package io.tributary.engine.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of the Kafka clients at both ends of a job's topics, by their names in Kafka's
 * configuration: they have to fit each other and the size of a chunk.
 */
public final class TopicClients {
  private static final int CHUNK_BATCH_BYTES = 640 * 1024;
  private static final int FETCH_BYTES = 8 * 1024 * 1024;
  private static final int SOCKET_BUFFER_BYTES = 1024 * 1024;

  private TopicClients() {}

  /** Idempotent, in order, acknowledged by all replicas; nothing lingers. */
  public static Map<String, Object> producer(String bootstrap, String clientId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("client.id", clientId);
    settings.put("acks", "all");
    settings.put("linger.ms", 0);
    settings.put("batch.size", CHUNK_BATCH_BYTES);
    settings.put("send.buffer.bytes", SOCKET_BUFFER_BYTES);
    settings.put("max.block.ms", 5_000);
    settings.put("request.timeout.ms", 10_000);
    settings.put("delivery.timeout.ms", 30_000);
    return settings;
  }

  /**
   * For a consumer with assigned Kafka partitions that seeks before its first poll: no consumer
   * group decides about liveness or work. Records carry their own checksum.
   */
  public static Map<String, Object> consumer(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "none");
    settings.put("max.partition.fetch.bytes", FETCH_BYTES);
    settings.put("receive.buffer.bytes", SOCKET_BUFFER_BYTES);
    settings.put("check.crcs", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("request.timeout.ms", 10_000);
    settings.put("default.api.timeout.ms", 10_000);
    return settings;
  }
}
