package io.tributary.platform.dataset.kafka;

import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The values of a range of offsets as lines, partition after partition. A value of several lines
 * becomes one: between the tokens of JSON a line end is as good as a space. Records without a value
 * are no lines. Not thread-safe.
 */
final class TopicLines {
  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final SortedMap<Integer, Long> first;
  private final SortedMap<Integer, Long> last;
  private final Duration patience;
  private final Iterator<Integer> partitions;
  private Iterator<ConsumerRecord<byte[], byte[]>> records = Collections.emptyIterator();
  private @Nullable TopicPartition current;

  /**
   * @param first offset by partition
   * @param last behind the last offset, by the same partitions
   * @param patience longest wait for the next records
   */
  TopicLines(
      Consumer<byte[], byte[]> consumer,
      String topic,
      SortedMap<Integer, Long> first,
      SortedMap<Integer, Long> last,
      Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.first = first;
    this.last = last;
    this.patience = patience;
    this.partitions = first.keySet().iterator();
  }

  /** The next value with a line end; null after the last one. */
  byte @Nullable [] next() {
    while (true) {
      while (records.hasNext()) {
        ConsumerRecord<byte[], byte[]> record = records.next();
        if (record.offset() < end(record.partition()) && record.value() != null) {
          return line(record.value());
        }
      }
      if (!readOn()) {
        return null;
      }
    }
  }

  /** False at the end of the last partition. */
  private boolean readOn() {
    TopicPartition reading = current;
    // The position passes what is no record too: marks of transactions, records compacted away.
    while (reading == null || consumer.position(reading) >= end(reading.partition())) {
      if (!partitions.hasNext()) {
        return false;
      }
      int next = partitions.next();
      reading = new TopicPartition(topic, next);
      current = reading;
      consumer.assign(List.of(reading));
      consumer.seek(reading, first.getOrDefault(next, 0L));
    }
    long before = consumer.position(reading);
    records = consumer.poll(patience).records(reading).iterator();
    if (!records.hasNext() && consumer.position(reading) == before) {
      throw new PlatformException(
          ErrorCode.DATASET_SOURCE_FAILED,
          "Topic %s gave nothing for %d s at offset %d of partition %d."
              .formatted(topic, patience.toSeconds(), before, reading.partition()),
          "Try again later, or ask the operator.");
    }
    return true;
  }

  private long end(int partition) {
    return last.getOrDefault(partition, 0L);
  }

  private static byte[] line(byte[] value) {
    byte[] line = Arrays.copyOf(value, value.length + 1);
    for (int i = 0; i < value.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    line[value.length] = '\n';
    return line;
  }
}
