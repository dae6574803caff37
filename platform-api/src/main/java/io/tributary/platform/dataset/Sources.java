package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.SourcesView;
import io.tributary.client.problem.Violation;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Brings rows from where they are to files on disk; from there on they go the way of every upload.
 * Thread-safe.
 */
@Service
public class Sources {
  private static final int MAX_FILES = 100;

  private final PartialUploads uploads;
  private final UrlSource urls;
  private final PostgresSource databases;
  private final TopicSource topics;
  private final SourceSettings settings;

  Sources(
      PartialUploads uploads,
      UrlSource urls,
      PostgresSource databases,
      TopicSource topics,
      SourceSettings settings) {
    this.uploads = uploads;
    this.urls = urls;
    this.databases = databases;
    this.topics = topics;
    this.settings = settings;
  }

  /**
   * Reads a source to its end.
   *
   * @param user whose uploads they may be
   */
  public Fetched fetch(DatasetSource source, String user, ReceivedFiles folder) {
    return switch (source) {
      case DatasetSource.Uploads partial ->
          new Fetched(uploads.receive(user, usable("source.ids", partial.ids()), folder), null);
      case DatasetSource.Url url -> {
        String address = given("source.url", url.url());
        yield new Fetched(
            List.of(urls.fetch(address, folder)),
            new DatasetSource.Url(UrlSource.withoutQuery(address)));
      }
      case DatasetSource.Postgres rows -> {
        String connection = given("source.connection", rows.connection());
        String query = given("source.query", rows.query());
        yield new Fetched(
            List.of(databases.fetch(connection, query, folder)),
            new DatasetSource.Postgres(connection, query));
      }
      case DatasetSource.Kafka records ->
          topics.fetch(
              given("source.brokers", records.brokers()),
              given("source.topic", records.topic()),
              records.from() == null ? Map.of() : records.from(),
              records.to() == null ? Map.of() : records.to(),
              folder);
    };
  }

  /** What users may have read. */
  public SourcesView allowed() {
    return new SourcesView(
        settings.urlPrefixes().stream().map(URI::toString).toList(),
        settings.connections().keySet().stream().sorted().toList(),
        settings.brokers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    brokers -> List.copyOf(brokers.getValue().topics()),
                    (a, b) -> a,
                    TreeMap::new)));
  }

  /** Gives back what only the finished data set needed. */
  public void stored(DatasetSource source, String user) {
    if (source instanceof DatasetSource.Uploads partial) {
      partial.ids().forEach(id -> uploads.delete(user, id));
    }
  }

  private static String given(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw invalid(field, "is missing", "Say what to read.");
    }
    return value.strip();
  }

  private static List<String> usable(String field, List<String> ids) {
    if (ids == null || ids.isEmpty() || ids.size() > MAX_FILES) {
      throw invalid(field, "is not a list of 1 to " + MAX_FILES + " uploads", "Name the uploads.");
    }
    if (ids.stream().anyMatch(Objects::isNull) || ids.stream().distinct().count() < ids.size()) {
      throw invalid(field, "names an upload twice, or none", "Name each upload once.");
    }
    return ids;
  }

  /** What is wrong with one member of a source. */
  public static PlatformException invalid(String field, String what, String advice) {
    return new PlatformException(
        ErrorCode.DATASET_INVALID_SOURCE,
        "%s %s.".formatted(field, what),
        advice,
        List.of(new Violation(field, what, advice)));
  }
}
