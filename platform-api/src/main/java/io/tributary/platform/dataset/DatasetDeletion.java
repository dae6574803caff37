package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetView;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deletes data set versions that nobody needs. */
@Service
public class DatasetDeletion {
  private final DatasetCatalog catalog;
  private final List<DatasetUsers> users;
  private final JdbcClient jdbc;

  DatasetDeletion(DatasetCatalog catalog, List<DatasetUsers> users, JdbcClient jdbc) {
    this.catalog = catalog;
    this.users = List.copyOf(users);
    this.jdbc = jdbc;
  }

  /** Deletes one version; DATASET_IN_USE names those who need it. */
  @Transactional
  public void delete(String reference) {
    DatasetView view = catalog.get(reference);
    // Whoever refers to the version in a row of its own waits for this transaction.
    jdbc.sql("select id from dataset where id = ? for update")
        .param(view.id())
        .query(String.class)
        .optional();
    List<String> needed = users.stream().flatMap(u -> u.usersOf(view.id()).stream()).toList();
    if (!needed.isEmpty()) {
      throw new PlatformException(
          ErrorCode.DATASET_IN_USE,
          "Data set %s@%d is needed by %s."
              .formatted(view.name(), view.version(), String.join(", ", needed)),
          "Wait until they have ended, or cancel them first.");
    }
    jdbc.sql("delete from dataset where id = ?").param(view.id()).update();
  }
}
