package io.tributary.platform.kafka;

import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates, trims and deletes topics. Thread-safe; calls wait for the brokers, unless they say
 * otherwise, so never from a job's event loop.
 */
@Component
public class TopicKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicKeeper.class);

  /**
   * A running job trims what it has read, tens of megabytes a second: a segment that is not needed
   * is gone within seconds, mostly before it was ever written to the disk.
   */
  private static final Map<String, String> KEPT =
      Map.of("retention.ms", "-1", "segment.bytes", "67108864", "file.delete.delay.ms", "1000");

  private final Admin admin;
  private final KafkaSettings settings;

  TopicKeeper(KafkaClients clients, KafkaSettings settings) {
    this.admin = clients.admin();
    this.settings = settings;
  }

  /** Makes sure that the topics every agent reads or writes are there. */
  public void ensureShared() {
    ensure(
        new NewTopic(Topics.ASSIGNMENTS, 1, settings.replication())
            .configs(Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.1")));
    ensure(
        new NewTopic(Topics.HEARTBEATS, 1, settings.replication())
            .configs(Map.of("retention.ms", "600000", "segment.ms", "300000")));
  }

  /**
   * Makes sure that a job's topics are there.
   *
   * @param exchanging partitions of the job that exchange models; 0 for none
   */
  public void ensure(JobId job, int exchanging) {
    ensure(new NewTopic(Topics.contributions(job), 1, settings.replication()).configs(KEPT));
    ensure(new NewTopic(Topics.updates(job), 1, settings.replication()).configs(KEPT));
    if (exchanging > 0) {
      ensure(new NewTopic(Topics.exchange(job), exchanging, settings.replication()).configs(KEPT));
    }
  }

  /** Makes sure that the topic is there that a relay of the job reads. */
  public void ensureSite(JobId job, String site) {
    ensure(new NewTopic(Topics.site(job, site), 1, settings.replication()).configs(KEPT));
  }

  /** Asks for the offsets after the last records of a topic, by Kafka partition. */
  public CompletableFuture<Map<Integer, Long>> ends(String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin
        .listOffsets(asked)
        .all()
        .toCompletionStage()
        .thenApply(
            answer -> {
              Map<Integer, Long> ends = new HashMap<>();
              answer.forEach((of, end) -> ends.put(of.partition(), end.offset()));
              return ends;
            })
        .toCompletableFuture();
  }

  /**
   * Gives the space of a topic's records before {@code offset} back. Returns at once; failing costs
   * only space.
   */
  public void trim(String topic, long offset) {
    trim(topic, Map.of(0, offset));
  }

  /** The same for several Kafka partitions. */
  public void trim(String topic, Map<Integer, Long> offsets) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            records.put(
                new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)));
    admin
        .deleteRecords(records)
        .all()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("cannot trim {} before {}: {}", topic, offsets, failure.toString());
              }
            });
  }

  /** Deletes a topic. Returns at once. */
  public void delete(String topic) {
    admin
        .deleteTopics(List.of(topic))
        .all()
        .whenComplete(
            (done, failure) -> {
              if (failure != null && !(failure instanceof UnknownTopicOrPartitionException)) {
                LOG.warn("cannot delete topic {}: {}", topic, failure.toString());
              }
            });
  }

  /** Deletes all topics whose names begin so. Returns at once. */
  public void deleteAll(String prefix) {
    admin
        .listTopics()
        .names()
        .whenComplete(
            (names, failure) -> {
              if (failure != null) {
                LOG.warn("cannot delete topics {}*: {}", prefix, failure.toString());
              } else {
                names.stream().filter(name -> name.startsWith(prefix)).forEach(this::delete);
              }
            });
  }

  private void ensure(NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
      LOG.info("created topic {}", topic.name());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new BrokersUnavailable("cannot create topic " + topic.name(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokersUnavailable("interrupted while creating topic " + topic.name(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
