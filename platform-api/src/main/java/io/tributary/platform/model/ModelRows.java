package io.tributary.platform.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Models in PostgreSQL. Rows are written once and never change. */
@Repository
class ModelRows {
  private final JdbcClient database;

  ModelRows(JdbcClient database) {
    this.database = database;
  }

  /** Stores a model under the next version of its name, which is in the answer. */
  @Transactional
  public Model add(Model model, byte[] parameters) {
    // Two promotions to one name wait for each other, so no version is given out twice.
    database
        .sql("select 1 from (select pg_advisory_xact_lock(hashtext('model'), hashtext(:name))) l")
        .param("name", model.name())
        .query(Integer.class)
        .single();
    int version =
        database
            .sql("select coalesce(max(version), 0) + 1 from model where name = :name")
            .param("name", model.name())
            .query(Integer.class)
            .single();
    database
        .sql(
            """
            insert into model (id, name, version, stage, job_id, job_name, step, plan, provenance,
              metrics, parameters_digest, created_at, created_by)
            values (:id, :name, :version, :stage, :job, :jobName, :step, :plan, :provenance,
              :metrics, :digest, :createdAt, :createdBy)
            """)
        .param("id", model.id())
        .param("name", model.name())
        .param("version", version)
        .param("stage", model.stage())
        .param("job", model.jobId())
        .param("jobName", model.jobName())
        .param("step", model.step())
        .param("plan", model.plan())
        .param("provenance", model.provenance())
        .param("metrics", model.metrics())
        .param("digest", model.parametersDigest())
        .param("createdAt", model.createdAt().atOffset(ZoneOffset.UTC))
        .param("createdBy", model.createdBy())
        .update();
    database
        .sql("insert into model_parameters (model_id, content) values (:id, :content)")
        .param("id", model.id())
        .param("content", parameters)
        .update();
    return get(model.id()).orElseThrow();
  }

  Optional<Model> get(UUID id) {
    return database
        .sql("select * from model where id = :id")
        .param("id", id)
        .query((row, n) -> model(row))
        .optional();
  }

  byte[] parameters(UUID id) {
    return database
        .sql("select content from model_parameters where model_id = :id")
        .param("id", id)
        .query((row, n) -> row.getBytes("content"))
        .single();
  }

  /** Newest first; {@code after} is the last model of the page before, null for the first page. */
  List<Model> list(@Nullable ModelCursor after, int limit) {
    String condition = after == null ? "" : "where (created_at, id) < (:createdAt, :id)";
    JdbcClient.StatementSpec query =
        database
            .sql(
                "select * from model %s order by created_at desc, id desc limit :limit"
                    .formatted(condition))
            .param("limit", limit);
    if (after != null) {
      query =
          query
              .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC))
              .param("id", after.id());
    }
    return query.query((row, n) -> model(row)).list();
  }

  private static Model model(ResultSet row) throws SQLException {
    return new Model(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getInt("version"),
        row.getString("stage"),
        row.getObject("job_id", UUID.class),
        row.getString("job_name"),
        row.getLong("step"),
        row.getString("plan"),
        row.getString("provenance"),
        row.getString("metrics"),
        row.getString("parameters_digest"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"));
  }
}
