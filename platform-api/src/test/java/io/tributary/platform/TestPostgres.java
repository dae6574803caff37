package io.tributary.platform;

import io.tributary.testing.Containers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for tests: one server per JVM, one new database per call. The server is a
 * container or real binaries started on this machine, as {@link Containers} says. The server ends
 * with the JVM. Thread-safe.
 */
public final class TestPostgres {
  private static final String IMAGE = "postgres:18";

  /** Many Spring contexts with a connection pool each live in one test JVM. */
  private static final String MAX_CONNECTIONS = "300";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  /** A new, empty database. */
  public static PGSimpleDataSource fresh() {
    String name = "test_" + DATABASES.incrementAndGet();
    PGSimpleDataSource server = Server.START.dataSource("postgres");
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
    return Server.START.dataSource(name);
  }

  /** A new database with every migration of the control plane applied. */
  public static PGSimpleDataSource migrated() {
    PGSimpleDataSource database = fresh();
    migrate(database);
    return database;
  }

  /** Applies every migration of the control plane. */
  public static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).load().migrate();
  }

  /** Points a Spring test at a new, empty database; Spring migrates it. */
  public static void register(DynamicPropertyRegistry registry) {
    PGSimpleDataSource database = fresh();
    registry.add("spring.datasource.url", database::getURL);
    registry.add("spring.datasource.username", database::getUser);
    registry.add("spring.datasource.password", database::getPassword);
  }

  /** The server of this JVM, started when first asked for. */
  private record Server(String host, int port, String user, String password) {
    static final Server START = Containers.wanted(IMAGE) ? container() : embedded();

    PGSimpleDataSource dataSource(String database) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setServerNames(new String[] {host});
      source.setPortNumbers(new int[] {port});
      source.setDatabaseName(database);
      source.setUser(user);
      source.setPassword(password);
      return source;
    }

    /** Stopped by Testcontainers when the JVM ends. */
    @SuppressWarnings("resource")
    private static Server container() {
      PostgreSQLContainer postgres =
          new PostgreSQLContainer(IMAGE)
              .withUsername("postgres")
              .withCommand(
                  "postgres", "-c", "fsync=off", "-c", "max_connections=" + MAX_CONNECTIONS);
      postgres.start();
      return new Server(
          postgres.getHost(),
          postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
          postgres.getUsername(),
          postgres.getPassword());
    }

    /** Stopped by its own shutdown hook. */
    private static Server embedded() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", MAX_CONNECTIONS)
                .start();
        return new Server("localhost", postgres.getPort(), "postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException("embedded PostgreSQL does not start", e);
      }
    }
  }
}
