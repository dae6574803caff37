package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.dataset.FileException;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.dataset.Source;
import io.tributary.platform.TestPostgres;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresSourceTest {
  private static final PGSimpleDataSource DATABASE = TestPostgres.fresh();

  @TempDir Path directory;

  @BeforeAll
  static void fill() throws SQLException {
    execute(
        "create table house (id bigint, price numeric, area float8, sold bool, town text, day date);"
            + "insert into house select i, i * 1.25, i / 3.0::float8, i % 2 = 0, 'town ' || i % 3,"
            + " date '2026-01-01' + i from generate_series(1, 2500) i;"
            + "insert into house values (9007199254740993, 0.1, 'NaN', null, null, null)");
  }

  @Test
  void rowsBecomeColumnsOfTheirTypes() throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
      ReceivedFile file =
          source(10_000).fetch("houses", "select * from house order by id; ", folder);

      List<String> lines = Files.readAllLines(file.path());
      assertThat(lines).hasSize(2501);
      assertThat(lines.getFirst())
          .isEqualTo(
              "{\"id\":1,\"price\":1.25,\"area\":0.3333333333333333,\"sold\":false,"
                  + "\"town\":\"town 1\",\"day\":\"2026-01-02\"}");
      assertThat(lines.getLast())
          .isEqualTo(
              "{\"id\":9007199254740993,\"price\":0.1,\"area\":null,\"sold\":null,"
                  + "\"town\":null,\"day\":null}");
      Source table =
          Formats.open(
              List.of(file), DatasetSpec.named("houses"), TestSettings.in(directory).limits());
      Source.Content content = table.read(piece -> {});
      assertThat(content.columns().stream().map(ColumnView::name))
          .containsExactly("id", "price", "area", "sold", "town", "day");
      assertThat(content.rows()).isEqualTo(2501);
      assertThat(content.columns().get(1).type()).isEqualTo("numeric");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from house",
        "with gone as (delete from house returning *) select * from gone",
        "commit; delete from house",
        "rollback",
        "select 1; select 2",
        "select * from no_such_table",
        "select",
        "selec 1",
        "select 1 as a, 2 as a",
        "select * from house limit 0",
        "select id from house where id / (id - 1) > 0",
        "select pg_sleep(60)",
        "select 1::float8 as x union all select 'Infinity'"
      })
  void aBadQueryIsRefusedAndChangesNothing(String query) throws Exception {
    try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
      assertThatThrownBy(
              () -> {
                ReceivedFile file = source(10_000).fetch("houses", query, folder);
                Formats.open(
                    List.of(file), DatasetSpec.named("x"), TestSettings.in(directory).limits());
              })
          .satisfies(e -> assertThat(status(e)).as(e.getMessage()).isEqualTo(422));
    }
    try (Connection connection = DATABASE.getConnection();
        Statement statement = connection.createStatement();
        java.sql.ResultSet count = statement.executeQuery("select count(*) from house")) {
      count.next();
      assertThat(count.getLong(1)).isEqualTo(2501);
    }
  }

  /** What the answer would be: the query is refused, or what it gives cannot be a table. */
  private static int status(Throwable refusal) {
    return switch (refusal) {
      case PlatformException refused -> refused.code().status();
      case FileException unreadable -> ErrorCode.valueOf(unreadable.fault().name()).status();
      default -> 500;
    };
  }

  @Test
  void whatPostgresqlSaysReachesTheUserAndWhereItIsDoesNot() throws IOException {
    assertRefused("houses", "select no_column from house", ErrorCode.DATASET_SOURCE_FAILED)
        .hasMessageContaining("column \"no_column\" does not exist (at character 8)");
    assertRefused("elsewhere", "select 1", ErrorCode.DATASET_SOURCE_NOT_ALLOWED);
    assertRefused("away", "select 1", ErrorCode.DATASET_SOURCE_FAILED)
        .hasMessage("The database of connection 'away' cannot be reached.");
  }

  @Test
  void moreRowsThanAllowedAreRefused() throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
      assertThatThrownBy(() -> source(2000).fetch("houses", "select id from house", folder))
          .hasMessage("The query gives more than 2000 rows.");
    }
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String connection, String query, ErrorCode code) throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(TestSettings.in(directory).limits())) {
      return assertThatThrownBy(() -> source(10_000).fetch(connection, query, folder))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  private static PostgresSource source(long maxRows) {
    SourceSettings.Connection houses =
        new SourceSettings.Connection(
            DATABASE.getURL(),
            Objects.requireNonNullElse(DATABASE.getUser(), ""),
            Objects.requireNonNullElse(DATABASE.getPassword(), ""),
            maxRows,
            Duration.ofMillis(700));
    SourceSettings.Connection away =
        new SourceSettings.Connection(
            "jdbc:postgresql://127.0.0.1:1/none", "nobody", "", maxRows, Duration.ofSeconds(1));
    return new PostgresSource(
        new SourceSettings(
            List.of(), Duration.ofSeconds(5), Map.of("houses", houses, "away", away), Map.of()));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = DATABASE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
