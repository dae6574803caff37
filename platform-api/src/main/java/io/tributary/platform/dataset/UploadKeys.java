package io.tributary.platform.dataset;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which version an upload with an {@code Idempotency-Key} made. */
@Component
class UploadKeys {
  private final JdbcClient jdbc;

  UploadKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Throws {@code DuplicateKeyException} where an upload with that key was stored meanwhile. */
  void remember(String user, String key, String datasetId) {
    jdbc.sql(
            "insert into dataset_upload_key (created_by, idempotency_key, dataset_id)"
                + " values (?, ?, ?)")
        .params(List.of(user, key, datasetId))
        .update();
  }

  Optional<String> datasetOf(String user, String key) {
    return jdbc.sql(
            "select dataset_id from dataset_upload_key"
                + " where created_by = ? and idempotency_key = ?")
        .params(List.of(user, key))
        .query(String.class)
        .optional();
  }
}
