package io.tributary.platform.dataset;

import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which uploads are under way, whose they are, and until when they are kept. Thread-safe. */
@Component
class PartialUploadTable {
  private final JdbcClient jdbc;
  private final PartialUploadSettings settings;
  private final Clock clock;

  PartialUploadTable(JdbcClient jdbc, PartialUploadSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /** DATASET_QUOTA_EXCEEDED where all uploads together would be longer than allowed. */
  @Transactional
  public PartialUpload insert(PartialUpload upload) {
    // Two that begin at the same time must not both take the last space.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('partial uploads', 0))::text")
        .query(String.class)
        .single();
    long announced =
        jdbc.sql("select coalesce(sum(byte_count), 0) from partial_upload where expires_at > ?")
            .param(Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    if (announced + upload.length() > settings.space().toBytes()) {
      throw new PlatformException(
          ErrorCode.DATASET_QUOTA_EXCEEDED,
          "With this one, unfinished uploads would need %d bytes, more than %d."
              .formatted(announced + upload.length(), settings.space().toBytes()),
          "Wait until others have ended; the limit is the setting tributary.upload.space.");
    }
    jdbc.sql(
            "insert into partial_upload"
                + " (id, owner, file_name, fingerprint, byte_count, expires_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            List.of(
                upload.id(),
                upload.owner(),
                upload.fileName(),
                upload.fingerprint(),
                upload.length(),
                Timestamp.from(end())))
        .update();
    return find(upload.owner(), upload.id()).orElseThrow();
  }

  /** Its offset is 0: the file knows better. */
  Optional<PartialUpload> find(String owner, String id) {
    return list(owner).stream().filter(upload -> upload.id().equals(id)).findFirst();
  }

  /** The owner's uploads, the one that expires first in front. */
  List<PartialUpload> list(String owner) {
    return jdbc.sql(
            "select id, file_name, fingerprint, byte_count, expires_at from partial_upload"
                + " where owner = ? and expires_at > ? order by expires_at, id")
        .params(List.of(owner, Timestamp.from(clock.instant())))
        .query(
            (row, number) ->
                new PartialUpload(
                    row.getString(1),
                    owner,
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    0,
                    row.getTimestamp(5).toInstant()))
        .list();
  }

  void prolong(String id) {
    jdbc.sql("update partial_upload set expires_at = ? where id = ?")
        .params(List.of(Timestamp.from(end()), id))
        .update();
  }

  void delete(String id) {
    jdbc.sql("delete from partial_upload where id = ?").param(id).update();
  }

  void deleteExpired() {
    jdbc.sql("delete from partial_upload where expires_at <= ?")
        .param(Timestamp.from(clock.instant()))
        .update();
  }

  /** Whether what got its last byte then has expired. */
  boolean isOver(Instant lastByte) {
    return lastByte.plus(settings.lifetime()).isBefore(clock.instant());
  }

  private Instant end() {
    return clock.instant().plus(settings.lifetime());
  }
}
