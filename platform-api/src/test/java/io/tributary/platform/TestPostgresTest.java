package io.tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
  @Test
  void givesPostgres18() throws SQLException {
    assertThat(text(TestPostgres.fresh(), "show server_version")).startsWith("18.");
  }

  @Test
  void databasesOfTwoCallsShareNothing() throws SQLException {
    DataSource first = TestPostgres.fresh();
    DataSource second = TestPostgres.fresh();
    try (Connection connection = first.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table only_in_first (id int)");
    }
    String count = "select count(*) from pg_tables where tablename = 'only_in_first'";
    assertThat(text(first, count)).isEqualTo("1");
    assertThat(text(second, count)).isEqualTo("0");
  }

  @Test
  void migratedDatabasesHaveTheHistoryOfFlyway() throws SQLException {
    assertThat(text(TestPostgres.migrated(), "select count(*) >= 0 from flyway_schema_history"))
        .isEqualTo("t");
  }

  private static String text(DataSource database, String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
