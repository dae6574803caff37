package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetView;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes data set versions that nobody needs. */
@Service
public class DatasetDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetDeletion.class);

  private final DatasetCatalog catalog;
  private final List<DatasetUsers> users;
  private final JdbcClient jdbc;
  private final Blobs blobs;
  private final TransactionTemplate transaction;

  DatasetDeletion(
      DatasetCatalog catalog,
      List<DatasetUsers> users,
      JdbcClient jdbc,
      Blobs blobs,
      TransactionTemplate transaction) {
    this.catalog = catalog;
    this.users = List.copyOf(users);
    this.jdbc = jdbc;
    this.blobs = blobs;
    this.transaction = transaction;
  }

  /**
   * Deletes one version, and the blobs that no other version has; DATASET_IN_USE names those who
   * need it.
   */
  public void delete(String reference) {
    transaction.executeWithoutResult(status -> deleteUnused(reference));
    try {
      blobs.collect();
    } catch (DataIntegrityViolationException e) {
      // An upload took one of them at that moment. The next deletion collects the others.
      LOG.info("blobs are left for the next deletion: {}", e.toString());
    }
  }

  private void deleteUnused(String reference) {
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
