package io.tributary.platform.job;

import io.tributary.client.job.JobEvent;
import io.tributary.engine.id.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Events worth keeping, numbered within their job without gaps. Append-only. */
@Component
class JobHistory {
  private static final String COLUMNS =
      "select sequence, kind, at, text, content from job_history ";

  private final JdbcClient database;
  private final JobJson json;

  JobHistory(JdbcClient database, JobJson json) {
    this.database = database;
    this.json = json;
  }

  /** Stores an event and returns its sequence; one statement, so no two get the same number. */
  long append(JobId id, String kind, Instant at, String text, Map<String, Object> values) {
    return database
        .sql(
            """
            with numbered as (
              update job set history_sequence = history_sequence + 1 where id = :id
              returning history_sequence)
            insert into job_history (job_id, sequence, kind, at, text, content)
            select :id, history_sequence, :kind, :at, :text, cast(:content as jsonb) from numbered
            returning sequence
            """)
        .param("id", id.value())
        .param("kind", kind)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("text", text)
        .param("content", json.write(values))
        .query(Long.class)
        .optional()
        .orElseThrow(() -> StoredJobs.notFound(id.toString()));
  }

  /** The next events after {@code sequence}, oldest first. */
  List<JobEvent> after(JobId id, long sequence, int limit) {
    return database
        .sql(COLUMNS + "where job_id = :id and sequence > :after order by sequence limit :limit")
        .param("id", id.value())
        .param("after", sequence)
        .param("limit", limit)
        .query((row, number) -> event(row))
        .list();
  }

  /** The newest events before {@code sequence}, oldest first. */
  List<JobEvent> before(JobId id, long sequence, int limit) {
    return database
        .sql(
            COLUMNS
                + "where job_id = :id and sequence < :before order by sequence desc limit :limit")
        .param("id", id.value())
        .param("before", sequence)
        .param("limit", limit)
        .query((row, number) -> event(row))
        .list()
        .reversed();
  }

  private JobEvent event(ResultSet row) throws SQLException {
    return new JobEvent(
        row.getLong("sequence"),
        row.getString("kind"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("text"),
        json.values(row.getString("content")));
  }
}
