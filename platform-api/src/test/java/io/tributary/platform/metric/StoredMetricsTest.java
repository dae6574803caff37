package io.tributary.platform.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.MetricSeries.Point;
import io.tributary.engine.id.JobId;
import io.tributary.platform.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
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
  void aValueThatIsNotFiniteIsNoPoint() {
    metrics.record(job, 10, 1, Map.of("loss", Double.NaN, "accuracy", 0.5));
    assertThat(metrics.names(job)).containsExactly("accuracy");
  }
}
