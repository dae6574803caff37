package io.tributary.platform.dataset;

import io.tributary.client.dataset.RejectedRow;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Kept rows of uploaded files that could not be stored. */
@Component
class RejectedRows {
  private final JdbcClient jdbc;

  RejectedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String datasetId, List<RejectedRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      RejectedRow row = rows.get(i);
      jdbc.sql(
              "insert into rejected_row (dataset_id, ordinal, line, reason, beginning)"
                  + " values (?, ?, ?, ?, ?)")
          .params(List.of(datasetId, i, row.line(), row.reason(), row.text()))
          .update();
    }
  }

  /** In the file's order, from the {@code from}th on. */
  List<RejectedRow> page(String datasetId, int from, int limit) {
    return jdbc.sql(
            "select line, reason, beginning from rejected_row"
                + " where dataset_id = ? and ordinal >= ? order by ordinal limit ?")
        .params(List.of(datasetId, from, limit))
        .query((row, number) -> new RejectedRow(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }
}
