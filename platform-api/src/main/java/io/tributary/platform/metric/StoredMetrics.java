package io.tributary.platform.metric;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.MetricSeries.Point;
import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.EvaluationDetail;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Metric points in PostgreSQL. A value that is not finite is no point of a curve and is not stored;
 * the job's reason tells of it.
 */
@Service
class StoredMetrics implements Metrics {
  private final JdbcTemplate batches;
  private final JdbcClient database;
  private final Clock clock;
  private final JsonMapper json = ContractJson.json();

  StoredMetrics(JdbcTemplate batches, JdbcClient database, Clock clock) {
    this.batches = batches;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void record(JobId id, long step, int epoch, Map<String, Double> values) {
    Timestamp at = Timestamp.from(clock.instant());
    List<Object[]> rows =
        new TreeMap<>(values)
            .entrySet().stream()
                .filter(entry -> Double.isFinite(entry.getValue()))
                .map(
                    entry ->
                        new Object[] {
                          id.value(), entry.getKey(), step, epoch, at, entry.getValue()
                        })
                .toList();
    batches.batchUpdate(
        """
        insert into metric_point (job_id, name, step, epoch, at, value) values (?, ?, ?, ?, ?, ?)
        on conflict do nothing
        """,
        rows);
  }

  @Override
  public void evaluated(JobId id, long step, EvaluationDetail detail) {
    database
        .sql(
            """
            insert into job_evaluation (job_id, step, content) values (:id, :step, cast(:content as jsonb))
            on conflict (job_id) do update set step = excluded.step, content = excluded.content
              where job_evaluation.step <= excluded.step
            """)
        .param("id", id.value())
        .param("step", step)
        .param("content", json.writeValueAsString(JobEvaluations.of(step, detail)))
        .update();
  }

  /** The last evaluation of a job. */
  Optional<JobEvaluation> evaluation(JobId id) {
    return database
        .sql("select content from job_evaluation where job_id = :id")
        .param("id", id.value())
        .query((row, number) -> json.readValue(row.getString("content"), JobEvaluation.class))
        .optional();
  }

  /** Names of a job's metrics, sorted. */
  List<String> names(JobId id) {
    return database
        .sql("select distinct name from metric_point where job_id = :id order by name")
        .param("id", id.value())
        .query(String.class)
        .list();
  }

  /** Every point of one curve, ordered by step. */
  List<Point> points(JobId id, String name) {
    return database
        .sql(
            """
            select step, epoch, at, value from metric_point
            where job_id = :id and name = :name order by step
            """)
        .param("id", id.value())
        .param("name", name)
        .query(
            (row, number) ->
                new Point(
                    row.getLong("step"),
                    row.getInt("epoch"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getDouble("value")))
        .list();
  }
}
