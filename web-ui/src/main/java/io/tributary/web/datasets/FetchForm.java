package io.tributary.web.datasets;

import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetSpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where rows are to be read, as typed. A component that is absent is empty.
 *
 * @param kind {@code url}, {@code postgres} or {@code kafka}
 * @param from offsets as {@code 0=12, 1=5}
 */
record FetchForm(
    String kind,
    String name,
    String url,
    String connection,
    String query,
    String brokers,
    String topic,
    String from,
    String to) {
  FetchForm {
    kind = or(kind);
    name = or(name).strip();
    url = or(url).strip();
    connection = or(connection);
    query = or(query).strip();
    brokers = or(brokers);
    topic = or(topic).strip();
    from = or(from).strip();
    to = or(to).strip();
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  static FetchForm empty() {
    return new FetchForm("", "", "", "", "", "", "", "", "");
  }

  /** The offsets in a text; null where it is no such text. */
  static @Nullable Map<Integer, Long> offsets(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("[,;\\s]+")) {
      if (!pair.matches("\\d{1,9}=\\d{1,18}")) {
        return null;
      }
      int equals = pair.indexOf('=');
      offsets.put(
          Integer.valueOf(pair.substring(0, equals)), Long.valueOf(pair.substring(equals + 1)));
    }
    return offsets;
  }

  /** Whether offsets are offsets; everything else the control plane checks. */
  public boolean offsetsAreValid() {
    return offsets(from) != null && offsets(to) != null;
  }

  DatasetRequest request() {
    DatasetSource source =
        switch (kind) {
          case "postgres" -> new DatasetSource.Postgres(connection, query);
          case "kafka" -> new DatasetSource.Kafka(brokers, topic, offsets(from), offsets(to));
          default -> new DatasetSource.Url(url);
        };
    return new DatasetRequest(source, name.isEmpty() ? null : DatasetSpec.named(name));
  }
}
