package io.tributary.platform.job;

import io.tributary.client.Page;
import io.tributary.client.job.JobSummary;
import io.tributary.client.job.JobView;
import io.tributary.engine.id.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The columns of a job's row that a run writes and the list reads: never the spec, never points.
 */
@Component
class JobSummaries {
  private final JdbcClient database;
  private final JobJson json;

  JobSummaries(JdbcClient database, JobJson json) {
    this.database = database;
    this.json = json;
  }

  void plan(JobId id, String plan) {
    int rows =
        database
            .sql("update job set plan = cast(:plan as jsonb) where id = :id")
            .param("plan", plan)
            .param("id", id.value())
            .update();
    requireRow(rows, id);
  }

  Optional<String> plan(JobId id) {
    return database
        .sql("select plan from job where id = :id and plan is not null")
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  /** Of which the job is a fold. */
  Optional<String> crossValidation(JobId id) {
    return database
        .sql("select cross_validation::text from cross_validation_fold where job_id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  void progressed(JobId id, JobProgress progress) {
    int rows =
        database
            .sql(
                """
                update job set step = :step, total_steps = :totalSteps, epoch = :epoch,
                  total_epochs = :totalEpochs, steps_per_second = :stepsPerSecond,
                  samples_per_second = :samplesPerSecond, metrics = cast(:metrics as jsonb),
                  train_metrics = cast(:trainMetrics as jsonb),
                  parameters_digest = coalesce(:digest, parameters_digest),
                  row_ledger = cast(:rowLedger as jsonb)
                where id = :id
                """)
            .param("step", progress.step())
            .param("totalSteps", progress.totalSteps())
            .param("epoch", progress.epoch())
            .param("totalEpochs", progress.totalEpochs())
            .param("stepsPerSecond", progress.stepsPerSecond())
            .param("samplesPerSecond", progress.samplesPerSecond())
            .param("metrics", json.write(progress.metrics()))
            .param("trainMetrics", json.write(progress.trainMetrics()))
            .param("digest", progress.parametersDigest(), java.sql.Types.VARCHAR)
            .param("rowLedger", written(progress.rowLedger()), java.sql.Types.VARCHAR)
            .param("id", id.value())
            .update();
    requireRow(rows, id);
  }

  private @Nullable String written(JobView.@Nullable RowLedger rowLedger) {
    return rowLedger == null ? null : json.write(rowLedger);
  }

  /** What was last reported; zeros and no metrics before the first report. */
  JobProgress progress(JobId id) {
    return database
        .sql(
            """
            select step, total_steps, epoch, total_epochs, steps_per_second, samples_per_second,
              metrics, train_metrics, parameters_digest, row_ledger
            from job where id = :id
            """)
        .param("id", id.value())
        .query((row, number) -> progress(row))
        .optional()
        .orElseThrow(() -> StoredJobs.notFound(id.toString()));
  }

  /** Jobs newest first. */
  Page<JobSummary> page(JobListQuery query) {
    List<JobSummary> found =
        new ArrayList<>(
            database
                .sql(query.sql())
                .params(query.parameters())
                .query((row, number) -> summary(row))
                .list());
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    found.removeLast();
    JobSummary last = found.getLast();
    return new Page<>(found, new JobCursor(last.createdAt(), UUID.fromString(last.id())).text());
  }

  /** The job's row in the list. */
  JobSummary summary(JobId id) {
    return database
        .sql(
            """
            select id, name, state, reason_code, dataset, task, model, step, total_steps, metrics,
              train_metrics, created_at, started_at, finished_at, created_by
            from job where id = :id
            """)
        .param("id", id.value())
        .query((row, number) -> summary(row))
        .optional()
        .orElseThrow(() -> StoredJobs.notFound(id.toString()));
  }

  private JobProgress progress(ResultSet row) throws SQLException {
    return new JobProgress(
        row.getLong("step"),
        row.getLong("total_steps"),
        row.getInt("epoch"),
        row.getInt("total_epochs"),
        row.getDouble("steps_per_second"),
        row.getDouble("samples_per_second"),
        json.numbers(row.getString("metrics")),
        json.numbers(row.getString("train_metrics")),
        row.getString("parameters_digest"),
        json.rowLedger(row.getString("row_ledger")));
  }

  private JobSummary summary(ResultSet row) throws SQLException {
    return new JobSummary(
        row.getString("id"),
        row.getString("name"),
        row.getString("state"),
        row.getString("reason_code"),
        row.getString("dataset"),
        row.getString("task"),
        row.getString("model"),
        row.getLong("step"),
        row.getLong("total_steps"),
        metrics(
            json.numbers(row.getString("metrics")), json.numbers(row.getString("train_metrics"))),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getString("created_by"));
  }

  /** Holdout metrics by name, those on training rows under {@code train}. */
  static Map<String, Object> metrics(Map<String, Double> holdout, Map<String, Double> training) {
    Map<String, Object> all = new LinkedHashMap<>(holdout);
    if (!training.isEmpty()) {
      all.put("train", training);
    }
    return all;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static void requireRow(int rows, JobId id) {
    if (rows == 0) {
      throw StoredJobs.notFound(id.toString());
    }
  }
}
