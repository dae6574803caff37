package io.tributary.platform.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.id.JobId;
import io.tributary.platform.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredMeasurementsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final JobId job = new JobId(UUID.randomUUID());
  private final PGSimpleDataSource database = TestPostgres.migrated();
  private final JdbcClient client = JdbcClient.create(database);
  private final StoredMeasurements measurements =
      new StoredMeasurements(client, Clock.fixed(NOW, ZoneOffset.UTC));

  private static JobMeasurements at(long step) {
    PhaseSums sums = new PhaseSums(3, 96, Map.of(Phase.COMPUTE, 4_000L, Phase.WAIT, 1L));
    return new JobMeasurements(
        step,
        0.125,
        List.of(new AgentMeasurement("a-1", "edge-1", 2, sums, sums, 1, 90, 0.5, 77)),
        List.of(new GradientLengths(2.5, 4, 1.25, 128)),
        List.of(new Round(9, List.of(new Round.Turn(0, 2, 1, 2, 3, 4, 5)))));
  }

  @BeforeEach
  void insertJob() {
    client
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
  void theNewestComeBackAsTheyWere() {
    assertThat(measurements.latest(job)).isEmpty();
    measurements.store(job, at(10));
    measurements.store(job, at(20));
    assertThat(measurements.latest(job)).contains(new Measurements.Stored(NOW, at(20)));
    assertThat(client.sql("select count(*) from job_measurement").query(Long.class).single())
        .isOne();
  }

  @Test
  void whatAnotherVersionLeftIsAsGoodAsNothing() {
    measurements.store(job, at(10));
    client.sql("update job_measurement set content = '{\"agents\": 3}'").update();
    assertThat(measurements.latest(job)).isEmpty();
  }
}
