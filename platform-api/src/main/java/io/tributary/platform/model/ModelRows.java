package io.tributary.platform.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Models in PostgreSQL. Nothing of a row changes but its stage and its notes. */
@Repository
class ModelRows {
  private final JdbcClient database;

  ModelRows(JdbcClient database) {
    this.database = database;
  }

  /**
   * A model as it is stored now.
   *
   * @param archived versions of its name that were in production before it
   */
  record Stored(Model model, List<Integer> archived) {}

  /** Stores a model under the next version of its name, which is in the answer. */
  @Transactional
  public Stored add(Model model, byte[] parameters) {
    lock(model.name());
    int version =
        database
            .sql("select coalesce(max(version), 0) + 1 from model where name = :name")
            .param("name", model.name())
            .query(Integer.class)
            .single();
    List<Integer> archived = makeRoom(model.name(), model.stage(), model.id());
    database
        .sql(
            """
            insert into model (id, name, version, stage, notes, job_id, job_name, step, plan, provenance,
              metrics, parameters_digest, created_at, created_by)
            values (:id, :name, :version, :stage, :notes, :job, :jobName, :step, :plan, :provenance,
              :metrics, :digest, :createdAt, :createdBy)
            """)
        .param("id", model.id())
        .param("name", model.name())
        .param("version", version)
        .param("stage", model.stage().wireName())
        .param("notes", model.notes())
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
    return new Stored(byId(model.id()), archived);
  }

  /** Changes {@code model}; what was in production gives way where it goes there. */
  @Transactional
  public Stored change(Model model, ModelChanges changes) {
    lock(model.name());
    List<Integer> archived = makeRoom(model.name(), changes.stage(), model.id());
    Stage stage = changes.stage() == null ? byId(model.id()).stage() : changes.stage();
    database
        .sql(
            """
            update model set stage = :stage, notes = coalesce(cast(:notes as text), notes)
            where id = :id
            """)
        .param("stage", stage.wireName())
        .param("notes", changes.notes())
        .param("id", model.id())
        .update();
    return new Stored(byId(model.id()), archived);
  }

  /** Changes to one name wait for each other, so no version is given out twice. */
  private void lock(String name) {
    database
        .sql("select 1 from (select pg_advisory_xact_lock(hashtext('model'), hashtext(:name))) l")
        .param("name", name)
        .query(Integer.class)
        .single();
  }

  /** The version in production is archived where another one goes there. */
  private List<Integer> makeRoom(String name, @Nullable Stage wanted, UUID id) {
    return wanted != Stage.PRODUCTION
        ? List.of()
        : database
            .sql(
                """
                update model set stage = 'archived'
                where name = :name and stage = 'production' and id <> :id returning version
                """)
            .param("name", name)
            .param("id", id)
            .query(Integer.class)
            .list();
  }

  Optional<Model> find(ModelReference reference) {
    return switch (reference) {
      case ModelReference.Id id -> one("id = :id", Map.of("id", id.id()));
      case ModelReference.Newest newest ->
          one("name = :name and stage <> 'archived'", Map.of("name", newest.name()));
      case ModelReference.Version version ->
          one(
              "name = :name and version = :version",
              Map.of("name", version.name(), "version", version.version()));
      case ModelReference.InStage staged ->
          one(
              "name = :name and stage = :stage",
              Map.of("name", staged.name(), "stage", staged.stage().wireName()));
    };
  }

  private Model byId(UUID id) {
    return find(new ModelReference.Id(id)).orElseThrow();
  }

  private Optional<Model> one(String condition, Map<String, Object> parameters) {
    return database
        .sql("select * from model where %s order by version desc limit 1".formatted(condition))
        .params(parameters)
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

  /**
   * Newest first.
   *
   * @param name of the model; null for all
   * @param stage null for all
   * @param after the last model of the page before; null for the first page
   */
  List<Model> list(
      @Nullable String name, @Nullable Stage stage, @Nullable ModelCursor after, int limit) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    Map<String, Object> parameters = new HashMap<>(Map.of("limit", limit));
    if (name != null) {
      conditions.add("name = :name");
      parameters.put("name", name);
    }
    if (stage != null) {
      conditions.add("stage = :stage");
      parameters.put("stage", stage.wireName());
    }
    if (after != null) {
      conditions.add("(created_at, id) < (:createdAt, :id)");
      parameters.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
      parameters.put("id", after.id());
    }
    return database
        .sql(
            "select * from model where %s order by created_at desc, id desc limit :limit"
                .formatted(String.join(" and ", conditions)))
        .params(parameters)
        .query((row, n) -> model(row))
        .list();
  }

  private static Model model(ResultSet row) throws SQLException {
    return new Model(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getInt("version"),
        Stage.named(row.getString("stage")).orElseThrow(),
        row.getString("notes"),
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
