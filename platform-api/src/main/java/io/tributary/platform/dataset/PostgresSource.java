package io.tributary.platform.dataset;

import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads what a query gives, as a role of the operator's choice, in a transaction that cannot write.
 * Rows come through a cursor and go to disk as JSON lines. Thread-safe.
 */
@Component
class PostgresSource {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSource.class);
  private static final int ROWS_PER_FETCH = 1000;

  private final SourceSettings settings;

  PostgresSource(SourceSettings settings) {
    this.settings = settings;
  }

  ReceivedFile fetch(String name, String query, ReceivedFiles folder) {
    SourceSettings.Connection target = settings.connections().get(name);
    if (target == null) {
      String advice =
          settings.connections().isEmpty()
              ? "Ask the operator for one; the setting is tributary.source.connections."
              : "Use one of: %s.".formatted(String.join(", ", settings.connections().keySet()));
      throw new PlatformException(
          ErrorCode.DATASET_SOURCE_NOT_ALLOWED,
          "There is no connection '%s'.".formatted(FileNames.printable(name)),
          advice,
          List.of(new Violation("source.connection", "is not known", advice)));
    }
    try (Connection database = open(name, target)) {
      requireOneStatement(query);
      return rows(database, name, query, target, folder);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Connection open(String name, SourceSettings.Connection target) {
    Properties login = new Properties();
    login.setProperty("user", target.username());
    login.setProperty("password", target.password());
    String patience = Long.toString(Math.max(1, settings.patience().toSeconds()));
    login.setProperty("connectTimeout", patience);
    login.setProperty("loginTimeout", patience);
    // Beyond the database's own limit on a statement: where the machine is gone.
    login.setProperty(
        "socketTimeout",
        Long.toString(target.statementTimeout().plus(settings.patience()).toSeconds()));
    login.setProperty("ApplicationName", "tributary");
    try {
      Connection database = DriverManager.getConnection(target.url(), login);
      database.setReadOnly(true);
      database.setAutoCommit(false);
      return database;
    } catch (SQLException e) {
      // Addresses and users are the operator's; the log has them.
      LOG.warn("connection {} cannot be opened: {}", name, e.getMessage());
      throw new PlatformException(
          ErrorCode.DATASET_SOURCE_FAILED,
          "The database of connection '%s' cannot be reached.".formatted(name),
          "Try again later, or ask the operator: the reason is in the control plane's log.");
    }
  }

  /** A second statement could end the transaction that cannot write. */
  private static void requireOneStatement(String query) throws SQLException {
    if (Parser.parseJdbcSql(query, true, false, true, false, true).size() != 1) {
      throw Sources.invalid("source.query", "is not one statement", "Send one that gives rows.");
    }
  }

  private static ReceivedFile rows(
      Connection database,
      String name,
      String query,
      SourceSettings.Connection target,
      ReceivedFiles folder)
      throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("set local statement_timeout = " + target.statementTimeout().toMillis());
      statement.setEscapeProcessing(false);
      statement.setFetchSize(ROWS_PER_FETCH);
      try (ResultSet rows = statement.executeQuery(query)) {
        ResultLines lines = new ResultLines(rows, target.maxRows());
        return folder.receive(FileNames.datasetName(name) + ".jsonl", new LineStream(lines::next));
      } catch (IOException e) {
        throw new UncheckedIOException("rows of a query cannot be written", e);
      }
    } finally {
      database.rollback();
    }
  }

  /** What PostgreSQL says about the query. */
  static PlatformException failed(SQLException e) {
    String said =
        e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
            ? Objects.requireNonNullElse(postgres.getServerErrorMessage().getMessage(), "")
            : String.valueOf(e.getMessage());
    int position =
        e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
            ? postgres.getServerErrorMessage().getPosition()
            : 0;
    String what = position > 0 ? "%s (at character %d)".formatted(said, position) : said;
    return new PlatformException(
        ErrorCode.DATASET_SOURCE_FAILED,
        "PostgreSQL refuses the query: %s.".formatted(what),
        "Correct the query; it runs in a transaction that cannot write.",
        List.of(new Violation("source.query", what, "Correct the query.")));
  }
}
