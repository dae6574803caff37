package io.tributary.platform.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvaluation.ClassFigures;
import io.tributary.client.job.MetricSeries.Point;
import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.engine.metric.Ranking;
import io.tributary.engine.metric.Reliability;
import io.tributary.platform.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredMetricsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final JobId job = new JobId(UUID.randomUUID());
  private final PGSimpleDataSource database = TestPostgres.migrated();
  private final StoredMetrics metrics =
      new StoredMetrics(
          new JdbcTemplate(database),
          JdbcClient.create(database),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void insertJob() {
    JdbcClient.create(database)
        .sql(
            """
            insert into job (id, name, spec, dataset, dataset_id, task, model, state, priority,
              created_at, created_by, version)
            values (:id, 'n', '{}', 'd@1', 'd', 'regression', 'linear', 'RUNNING', 0, now(), 'u', 0)
            """)
        .param("id", job.value())
        .update();
  }

  @Test
  void pointsComeBackByNameInTheOrderOfTheirSteps() {
    metrics.record(job, 20, 2, Map.of("loss", 0.25, "train.loss", 0.125));
    metrics.record(job, 10, 1, Map.of("loss", 0.5));
    assertThat(metrics.names(job)).containsExactly("loss", "train.loss");
    assertThat(metrics.points(job, "loss"))
        .containsExactly(new Point(10, 1, NOW, 0.5), new Point(20, 2, NOW, 0.25));
  }

  @Test
  void aRepeatedStepChangesNothing() {
    metrics.record(job, 10, 1, Map.of("loss", 0.5));
    metrics.record(job, 10, 1, Map.of("loss", 0.75, "accuracy", 1.0));
    assertThat(metrics.points(job, "loss")).extracting(Point::value).containsExactly(0.5);
    assertThat(metrics.points(job, "accuracy")).hasSize(1);
  }

  @Test
  void theLastEvaluationStays() {
    assertThat(metrics.evaluation(job)).isEmpty();
    metrics.evaluated(job, 10, detail(0.25));
    metrics.evaluated(job, 20, detail(0.75));
    metrics.evaluated(job, 10, detail(0.5));
    JobEvaluation last = metrics.evaluation(job).orElseThrow();
    assertThat(last.step()).isEqualTo(20);
    assertThat(last.classes())
        .containsExactly(
            new ClassFigures("no", 3, 1, 0.75, 0.8), new ClassFigures("yes", 2, 0.5, 1, 0.6));
    assertThat(last.confusion()).containsExactly(List.of(2L, 1L), List.of(0L, 2L));
    JobEvaluation.Ranking ranking = Objects.requireNonNull(last.ranking());
    assertThat(ranking.positive()).isEqualTo("yes");
    assertThat(ranking.rocAuc()).isEqualTo(0.75);
    assertThat(ranking.points())
        .containsExactly(
            new JobEvaluation.Point(null, 0, 0, 1), new JobEvaluation.Point(-2.0, 1, 1, 0.4));
    JobEvaluation.Calibration calibration = Objects.requireNonNull(last.calibration());
    assertThat(calibration.of()).isEqualTo("yes");
    assertThat(calibration.error()).isCloseTo(0.1, within(1e-12));
  }

  private static EvaluationDetail detail(double rocAuc) {
    return new EvaluationDetail(
        5,
        List.of("no", "yes"),
        List.of(List.of(2L, 1L), List.of(0L, 2L)),
        List.of(
            new EvaluationDetail.ClassFigures(3, 1, 0.75, 0.8),
            new EvaluationDetail.ClassFigures(2, 0.5, 1, 0.6)),
        new Ranking(
            rocAuc,
            0.001,
            0.5,
            List.of(
                new Ranking.Point(Double.POSITIVE_INFINITY, 0, 0, 1),
                new Ranking.Point(-2, 1, 1, 0.4))),
        new Reliability(List.of(new Reliability.Bin(0.5, 0.6, 5, 0.5, 0.4)), 5));
  }

  @Test
  void aValueThatIsNotFiniteIsNoPoint() {
    metrics.record(job, 10, 1, Map.of("loss", Double.NaN, "accuracy", 0.5));
    assertThat(metrics.names(job)).containsExactly("accuracy");
  }
}
