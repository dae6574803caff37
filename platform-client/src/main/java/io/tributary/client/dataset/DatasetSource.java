package io.tributary.client.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the rows of a new data set version come from, if not from the request itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DatasetSource.Uploads.class, name = "uploads"),
  @JsonSubTypes.Type(value = DatasetSource.Url.class, name = "url"),
  @JsonSubTypes.Type(value = DatasetSource.Postgres.class, name = "postgres"),
  @JsonSubTypes.Type(value = DatasetSource.Kafka.class, name = "kafka")
})
public sealed interface DatasetSource {

  /**
   * Files that were sent to {@code /uploads} before.
   *
   * @param ids of complete uploads, in the order in which their rows are to come
   */
  record Uploads(List<String> ids) implements DatasetSource {}

  /**
   * A file that the control plane gets by itself.
   *
   * @param url http or https, below a prefix that the operator allows
   */
  record Url(String url) implements DatasetSource {}

  /**
   * The rows that a query has at this moment.
   *
   * @param connection a name that the operator gave to a PostgreSQL database
   * @param query one statement that gives rows
   */
  record Postgres(String connection, String query) implements DatasetSource {}

  /**
   * The records of a topic in a range of offsets, partition after partition; each value is a line
   * of a file.
   *
   * @param brokers a name that the operator gave to a Kafka cluster
   * @param from first offset by partition; what is left out begins with the first one there is
   * @param to offset behind the last one, by partition; what is left out ends with the last one
   *     there is. In the source of a version both are complete
   */
  record Kafka(
      String brokers,
      String topic,
      @Nullable Map<Integer, Long> from,
      @Nullable Map<Integer, Long> to)
      implements DatasetSource {}
}
