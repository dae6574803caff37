package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetView;
import io.tributary.dataset.Source;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Writes data set versions: everything in one transaction, so that an error leaves nothing. */
@Component
class DatasetStore {
  private final DatasetRepository datasets;
  private final Blobs blobs;
  private final RejectedRows rejectedRows;
  private final UploadKeys keys;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final DatasetSettings settings;
  private final Clock clock;

  DatasetStore(
      DatasetRepository datasets,
      Blobs blobs,
      RejectedRows rejectedRows,
      UploadKeys keys,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      DatasetSettings settings,
      Clock clock) {
    this.datasets = datasets;
    this.blobs = blobs;
    this.rejectedRows = rejectedRows;
    this.keys = keys;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Stores the next version of {@code name}.
   *
   * @param origin of the rows, the newest where they are appended
   * @param key remembered for this user; null where the client gave none
   */
  DatasetView store(String name, Source source, Origin origin, String user, @Nullable String key) {
    DatasetView stored = transaction.execute(status -> write(name, source, origin, user, key));
    if (stored == null) {
      throw new IllegalStateException("the transaction gave no data set");
    }
    return stored;
  }

  private DatasetView write(
      String name, Source source, Origin origin, String user, @Nullable String key) {
    String id = UUID.randomUUID().toString();
    long storedBefore = blobs.storedBytes();
    Blobs.Writer writer = blobs.writer(id, bytes -> requireQuota(storedBefore + bytes));
    Source.Content content = source.read(writer);
    if (writer.rows() != content.rows()) {
      throw new IllegalStateException(
          "%d rows read, %d stored".formatted(content.rows(), writer.rows()));
    }
    lock(jdbc, name);
    requireStored(name);
    DatasetView view =
        new DatasetView(
                id,
                name,
                datasets.newestVersion(name) + 1,
                source.format(),
                content.rows(),
                content.rows() + content.rejectedRows(),
                content.rejectedRows(),
                writer.bytes(),
                content.columns(),
                writer.digest(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                user)
            .from(origin.source());
    datasets.save(
        new Dataset(
            view, JsonMapper.shared().writeValueAsString(content.profile()), origin.digest()));
    datasets.flush();
    rejectedRows.add(id, content.rejected());
    if (key != null) {
      keys.remember(user, key, id);
    }
    return view;
  }

  private void requireStored(String name) {
    datasets
        .findFirstByNameOrderByVersionDesc(name)
        .map(Dataset::view)
        .filter(newest -> newest.format().equals(EdgeFiles.FORMAT))
        .ifPresent(
            newest -> {
              throw new PlatformException(
                  ErrorCode.DATASET_STAYS_AT_AGENTS,
                  "%s@%d consists of files that stay at agents: no stored version can follow it."
                      .formatted(name, newest.version()),
                  "Choose another name.");
            });
  }

  /** Two versions under one name must not take the same number: until the transaction ends. */
  static void lock(JdbcClient jdbc, String name) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))::text")
        .param("dataset:" + name)
        .query(String.class)
        .single();
  }

  private void requireQuota(long bytes) {
    if (bytes > settings.quota().toBytes()) {
      throw new PlatformException(
          ErrorCode.DATASET_QUOTA_EXCEEDED,
          "With this data set all data sets would need more than %d bytes."
              .formatted(settings.quota().toBytes()),
          "Delete data sets that nobody needs; the limit is the setting tributary.dataset.quota.");
    }
  }
}
