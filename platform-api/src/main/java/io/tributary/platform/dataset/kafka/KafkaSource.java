package io.tributary.platform.dataset.kafka;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.dataset.LineStream;
import io.tributary.platform.dataset.SourceSettings;
import io.tributary.platform.dataset.Sources;
import io.tributary.platform.dataset.TopicSource;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads a range of a topic's offsets, partition after partition, each in its order, as lines. The
 * range that was read is complete, so the same range is the same rows for as long as the topic
 * keeps them. Records of transactions that were not committed are not read. Thread-safe.
 */
@Component
class KafkaSource implements TopicSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);

  private final SourceSettings settings;

  KafkaSource(SourceSettings settings) {
    this.settings = settings;
  }

  @Override
  public Fetched fetch(
      String name,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      ReceivedFiles folder) {
    SourceSettings.Brokers brokers = allowed(name, topic);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map((PartitionInfo info) -> new TopicPartition(topic, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw Sources.invalid("source.topic", "does not exist", "Name a topic that does.");
      }
      SortedMap<Integer, Long> first =
          range("source.from", from, consumer.beginningOffsets(partitions), Bound.FIRST);
      SortedMap<Integer, Long> last =
          range("source.to", to, consumer.endOffsets(partitions), Bound.LAST);
      requireRows(first, last, brokers.maxRecords());
      TopicLines lines = new TopicLines(consumer, topic, first, last, settings.patience());
      return new Fetched(
          List.of(
              folder.receive(FileNames.datasetName(topic) + ".jsonl", new LineStream(lines::next))),
          new DatasetSource.Kafka(name, topic, first, last));
    } catch (KafkaException e) {
      // Addresses and credentials are the operator's; the log has them.
      LOG.warn("brokers {} cannot be read: {}", name, e.toString());
      throw new PlatformException(
          ErrorCode.DATASET_SOURCE_FAILED,
          "Topic %s of brokers '%s' cannot be read.".formatted(FileNames.printable(topic), name),
          "Try again later, or ask the operator: the reason is in the control plane's log.");
    } catch (IOException e) {
      throw new UncheckedIOException("records of a topic cannot be written", e);
    }
  }

  private SourceSettings.Brokers allowed(String name, String topic) {
    SourceSettings.Brokers brokers = settings.brokers().get(name);
    if (brokers == null) {
      throw notAllowed(
          "source.brokers",
          "There are no brokers '%s'.".formatted(FileNames.printable(name)),
          settings.brokers().isEmpty()
              ? "Ask the operator for some; the setting is tributary.source.brokers."
              : "Use one of: %s.".formatted(String.join(", ", settings.brokers().keySet())));
    }
    if (!brokers.allows(topic)) {
      throw notAllowed(
          "source.topic",
          "Topic '%s' of brokers '%s' may not be read.".formatted(FileNames.printable(topic), name),
          "Use one of: %s.".formatted(String.join(", ", brokers.topics())));
    }
    return brokers;
  }

  private static PlatformException notAllowed(String field, String sentence, String advice) {
    return new PlatformException(
        ErrorCode.DATASET_SOURCE_NOT_ALLOWED,
        sentence,
        advice,
        List.of(new Violation(field, "is not allowed", advice)));
  }

  private KafkaConsumer<byte[], byte[]> consumer(SourceSettings.Brokers brokers) {
    int patience = Math.toIntExact(Math.max(1_000, settings.patience().toMillis()));
    Map<String, Object> configuration = new HashMap<>(brokers.properties());
    configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers());
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    configuration.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    return new KafkaConsumer<>(
        configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Which end of a range. */
  private enum Bound {
    FIRST,
    LAST
  }

  /** What was asked for, and what there is where nothing was. */
  private static SortedMap<Integer, Long> range(
      String field, Map<Integer, Long> asked, Map<TopicPartition, Long> there, Bound bound) {
    SortedMap<Integer, Long> range = new TreeMap<>();
    there.forEach((partition, offset) -> range.put(partition.partition(), offset));
    asked.forEach(
        (partition, offset) -> {
          Long limit = range.get(partition);
          if (limit == null) {
            throw Sources.invalid(
                field,
                "names partition %d, but there are %s".formatted(partition, range.keySet()),
                "Leave it out.");
          }
          if (offset == null || (bound == Bound.FIRST ? offset < limit : offset > limit)) {
            throw Sources.invalid(
                field,
                "is %s for partition %d, of which the %s offset is %d"
                    .formatted(offset, partition, bound == Bound.FIRST ? "first" : "next", limit),
                bound == Bound.FIRST
                    ? "Write a larger number: records before it are gone."
                    : "Write a smaller number, or leave it out for all that there are.");
          }
          range.put(partition, offset);
        });
    return range;
  }

  private static void requireRows(
      SortedMap<Integer, Long> first, SortedMap<Integer, Long> last, long most) {
    long offsets = 0;
    for (Map.Entry<Integer, Long> partition : first.entrySet()) {
      long end = last.getOrDefault(partition.getKey(), 0L);
      if (end < partition.getValue()) {
        throw Sources.invalid(
            "source.to",
            "is %d for partition %d, before its source.from, %d"
                .formatted(end, partition.getKey(), partition.getValue()),
            "Write a range that goes forward.");
      }
      offsets += end - partition.getValue();
    }
    if (offsets == 0) {
      throw new PlatformException(
          ErrorCode.DATASET_EMPTY,
          "The range of the topic has no record.",
          "Ask for an earlier range, or wait for records.");
    }
    if (offsets > most) {
      throw new PlatformException(
          ErrorCode.DATASET_TOO_LARGE,
          "The range has %d offsets; at most %d are read.".formatted(offsets, most),
          "Ask for a smaller range; the limit is the brokers' setting max-records.");
    }
  }
}
