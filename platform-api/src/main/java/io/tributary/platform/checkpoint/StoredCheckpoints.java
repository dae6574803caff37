package io.tributary.platform.checkpoint;

import io.tributary.client.job.CheckpointView;
import io.tributary.engine.id.JobId;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints in PostgreSQL, their states in pieces. */
@Repository
class StoredCheckpoints implements Checkpoints, PinnedCheckpoints, CheckpointList {
  static final int PIECE_BYTES = 8 << 20;

  private static final TypeReference<Map<String, Double>> METRICS = new TypeReference<>() {};

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final int keep;

  StoredCheckpoints(
      JdbcClient database, JsonMapper json, Clock clock, CheckpointSettings settings) {
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.keep = settings.keep();
  }

  @Override
  @Transactional
  public void save(Checkpoint checkpoint) {
    database
        .sql(
            """
            insert into checkpoint (job_id, step, epoch, ledger_offset, parameters_digest, metrics,
              state_bytes, state_digest, created_at)
            values (:job, :step, :epoch, :offset, :parameters, :metrics::jsonb, :bytes, :digest, :now)
            on conflict (job_id, step) do update set epoch = excluded.epoch,
              ledger_offset = excluded.ledger_offset,
              parameters_digest = excluded.parameters_digest, metrics = excluded.metrics,
              state_bytes = excluded.state_bytes, state_digest = excluded.state_digest,
              created_at = excluded.created_at
            """)
        .param("job", checkpoint.job().value())
        .param("step", checkpoint.step())
        .param("epoch", checkpoint.epoch())
        .param("offset", checkpoint.ledgerOffset())
        .param("parameters", checkpoint.parametersDigest())
        .param("metrics", json.writeValueAsString(finite(checkpoint.metrics())))
        .param("bytes", checkpoint.state().length)
        .param("digest", StateDigest.of(checkpoint.state()))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    writePieces(checkpoint);
    thinOut(checkpoint.job());
  }

  private void writePieces(Checkpoint checkpoint) {
    at("delete from checkpoint_piece where job_id = :job and step = :step", checkpoint).update();
    byte[] state = checkpoint.state();
    for (int piece = 0, from = 0; from < state.length; piece++, from += PIECE_BYTES) {
      at("insert into checkpoint_piece values (:job, :step, :piece, :content)", checkpoint)
          .param("piece", piece)
          .param(
              "content",
              Arrays.copyOfRange(state, from, Math.min(state.length, from + PIECE_BYTES)))
          .update();
    }
  }

  private JdbcClient.StatementSpec at(String sql, Checkpoint checkpoint) {
    return database
        .sql(sql)
        .param("job", checkpoint.job().value())
        .param("step", checkpoint.step());
  }

  private void thinOut(JobId job) {
    database
        .sql(
            """
            delete from checkpoint where job_id = :job and step > 0 and not pinned and step not in
              (select step from checkpoint where job_id = :job order by step desc limit :keep)
            """)
        .param("job", job.value())
        .param("keep", keep)
        .update();
  }

  @Override
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<Checkpoint> latest(JobId job) {
    return database
        .sql("select * from checkpoint where job_id = :job order by step desc limit 1")
        .param("job", job.value())
        .query((row, n) -> checkpoint(job, row))
        .optional();
  }

  @Override
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<Checkpoint> at(JobId job, long step) {
    return database
        .sql("select * from checkpoint where job_id = :job and step = :step")
        .param("job", job.value())
        .param("step", step)
        .query((row, n) -> checkpoint(job, row))
        .optional();
  }

  @Override
  public Optional<StoredState> latestState(JobId job) {
    return database
        .sql(
            "select step, ledger_offset, state_bytes, state_digest from checkpoint where job_id = :job"
                + " order by step desc limit 1")
        .param("job", job.value())
        .query((row, n) -> storedState(job, row))
        .optional();
  }

  @Override
  public Optional<StoredState> stateAt(JobId job, long step) {
    return database
        .sql(
            "select step, ledger_offset, state_bytes, state_digest from checkpoint where job_id = :job"
                + " and step = :step")
        .param("job", job.value())
        .param("step", step)
        .query((row, n) -> storedState(job, row))
        .optional();
  }

  private StoredState storedState(JobId job, ResultSet row) throws SQLException {
    long step = row.getLong("step");
    return new StoredState(
        "the checkpoint of job %s at step %d".formatted(job, step),
        step,
        row.getLong("ledger_offset"),
        row.getLong("state_bytes"),
        row.getString("state_digest"),
        piece -> piece(job, step, piece));
  }

  private Optional<byte[]> piece(JobId job, long step, int piece) {
    return database
        .sql(
            "select content from checkpoint_piece where job_id = :job and step = :step and piece ="
                + " :piece")
        .param("job", job.value())
        .param("step", step)
        .param("piece", piece)
        .query((row, n) -> row.getBytes("content"))
        .optional();
  }

  @Override
  public List<CheckpointView> of(JobId job) {
    return database
        .sql(
            """
            select step, epoch, parameters_digest, state_bytes, metrics, created_at from checkpoint
            where job_id = :job order by step desc
            """)
        .param("job", job.value())
        .query(
            (row, n) ->
                new CheckpointView(
                    row.getLong("step"),
                    row.getInt("epoch"),
                    row.getString("parameters_digest"),
                    row.getLong("state_bytes"),
                    Map.copyOf(metrics(row)),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  @Override
  public void pin(JobId job, long step) {
    database
        .sql("update checkpoint set pinned = true where job_id = :job and step = :step")
        .param("job", job.value())
        .param("step", step)
        .update();
  }

  private Checkpoint checkpoint(JobId job, ResultSet row) throws SQLException {
    long step = row.getLong("step");
    byte[] state = state(job, step, row.getInt("state_bytes"));
    if (!StateDigest.of(state).equals(row.getString("state_digest"))) {
      throw new IllegalStateException(
          "the checkpoint of job %s at step %d has not the digest that it was stored with"
              .formatted(job, step));
    }
    return new Checkpoint(
        job,
        step,
        row.getInt("epoch"),
        row.getLong("ledger_offset"),
        row.getString("parameters_digest"),
        metrics(row),
        state);
  }

  private byte[] state(JobId job, long step, int bytes) {
    ByteBuffer state = ByteBuffer.allocate(bytes);
    for (int piece = 0; state.hasRemaining(); piece++) {
      state.put(piece(job, step, piece).orElseThrow());
    }
    return state.array();
  }

  private Map<String, Double> metrics(ResultSet row) throws SQLException {
    return json.readValue(row.getString("metrics"), METRICS);
  }

  /** JSON knows no NaN and no infinity; such a metric is left out. */
  private static Map<String, Double> finite(Map<String, Double> metrics) {
    Map<String, Double> finite = new TreeMap<>(metrics);
    finite.values().removeIf(value -> !Double.isFinite(value));
    return finite;
  }
}
