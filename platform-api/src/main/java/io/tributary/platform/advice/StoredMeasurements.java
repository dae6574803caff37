package io.tributary.platform.advice;

import io.tributary.client.ContractJson;
import io.tributary.engine.id.JobId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Measurements in PostgreSQL: one row per job, which goes when the job goes. */
@Service
class StoredMeasurements implements Measurements {
  private static final Logger LOG = LoggerFactory.getLogger(StoredMeasurements.class);

  private final JdbcClient database;
  private final Clock clock;
  private final JsonMapper json = ContractJson.json();

  StoredMeasurements(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void store(JobId job, JobMeasurements measurements) {
    database
        .sql(
            """
            insert into job_measurement (job_id, at, content) values (:job, :at, cast(:content as jsonb))
            on conflict (job_id) do update set at = excluded.at, content = excluded.content
            """)
        .param("job", job.value())
        .param("at", Timestamp.from(clock.instant()))
        .param("content", json.writeValueAsString(measurements))
        .update();
  }

  /** What another version stored and this one cannot read is as good as nothing. */
  @Override
  public Optional<Stored> latest(JobId job) {
    try {
      return read(job);
    } catch (JacksonException e) {
      LOG.warn("[job={}] measurements not readable: {}", job, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Stored> read(JobId job) {
    return database
        .sql("select at, content from job_measurement where job_id = :job")
        .param("job", job.value())
        .query(
            (row, number) ->
                new Stored(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    json.readValue(row.getString("content"), JobMeasurements.class)))
        .optional();
  }
}
