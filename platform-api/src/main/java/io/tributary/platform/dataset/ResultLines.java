package io.tributary.platform.dataset;

import io.tributary.dataset.FileNames;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of a query as JSON lines. Numbers stay numbers, to their last digit; truth values stay truth
 * values; everything else is a text as PostgreSQL writes it. Null and NaN are missing. Not
 * thread-safe.
 */
final class ResultLines {
  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL);

  private final ResultSet rows;
  private final long maxRows;
  private final List<String> names = new ArrayList<>();
  private final List<Integer> types = new ArrayList<>();
  private long count;

  ResultLines(ResultSet rows, long maxRows) throws SQLException {
    this.rows = rows;
    this.maxRows = maxRows;
    ResultSetMetaData columns = rows.getMetaData();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      if (!seen.add(name)) {
        throw new PlatformException(
            ErrorCode.DATASET_INVALID_COLUMNS,
            "The query gives two columns named '%s'.".formatted(FileNames.printable(name)),
            "Give each a name of its own, with AS.");
      }
      names.add(name);
      types.add(columns.getColumnType(i));
    }
  }

  /** The next row with its line end; null after the last one. */
  byte @Nullable [] next() {
    try {
      if (!rows.next()) {
        return null;
      }
      if (++count > maxRows) {
        throw new PlatformException(
            ErrorCode.DATASET_TOO_LARGE,
            "The query gives more than %d rows.".formatted(maxRows),
            "Ask for fewer rows; the limit is the connection's setting max-rows.");
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      try (JsonGenerator json = JsonMapper.shared().createGenerator(line)) {
        json.writeStartObject();
        for (int i = 0; i < names.size(); i++) {
          json.writeName(names.get(i));
          write(json, types.get(i), rows.getString(i + 1));
        }
        json.writeEndObject();
      }
      line.write('\n');
      return line.toByteArray();
    } catch (SQLException e) {
      throw PostgresSource.failed(e);
    }
  }

  private static void write(JsonGenerator json, int type, @Nullable String value) {
    if (value == null || (NUMBERS.contains(type) && value.equals("NaN"))) {
      json.writeNull();
    } else if (NUMBERS.contains(type)) {
      json.writeRawValue(value);
    } else if (type == Types.BIT) {
      json.writeBoolean(value.equals("t"));
    } else {
      json.writeString(value);
    }
  }
}
