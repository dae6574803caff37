package io.tributary.platform.dataset;

import io.tributary.dataset.ReceivedFiles;
import java.util.Map;

/** Reads records of topics; implemented beside Kafka's clients. Thread-safe. */
public interface TopicSource {
  /**
   * The values of a range of records, as the lines of a file.
   *
   * @param brokers a name that the operator gave to a Kafka cluster
   * @param from first offset by partition; what is left out begins with the first one there is
   * @param to offset behind the last one by partition; what is left out ends with the last one
   */
  Fetched fetch(
      String brokers,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      ReceivedFiles folder);
}
