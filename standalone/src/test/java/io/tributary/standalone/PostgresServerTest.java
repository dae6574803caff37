package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server each time. Left uncovered: another machine's file system, a full disk. */
class PostgresServerTest {
  @TempDir Path directory;
  private PostgresServer server;
  private final int port = Ports.free();

  @BeforeEach
  void prepares() {
    server = on(directory.resolve("data"));
  }

  private PostgresServer on(Path data) {
    return new PostgresServer(
        PostgresBinaries.unpackedIn(PostgresBinaries.cache(System.getenv())),
        data,
        directory.resolve("password"),
        directory.resolve("postgres.log"),
        RealTime.waiting(),
        new SecureRandom());
  }

  @AfterEach
  void stops() {
    server.stop();
  }

  @Test
  void keepsItsDataWhenItIsStoppedAndStartedOnAnotherPort() throws SQLException {
    server.start(port);
    execute(port, "create table note(text text)", "insert into note values ('kept')");
    server.stop();
    assertThat(server.pid()).isEmpty();

    int other = Ports.free();
    server.start(other);

    assertThat(query(other, "select text from note")).isEqualTo("kept");
  }

  @Test
  void comesBackWithItsDataAfterItsProcessWasKilled() throws Exception {
    long pid = server.start(port);
    execute(port, "create table note(text text)", "insert into note values ('kept')");
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get();

    long next = server.start(port);

    assertThat(next).isNotEqualTo(pid);
    assertThat(query(port, "select text from note")).isEqualTo("kept");
  }

  @Test
  void startsAlthoughTheRecordedProcessIdBelongsToAStranger() throws Exception {
    server.start(port);
    Path pidFile = directory.resolve("data/postmaster.pid");
    String recorded = Files.readString(pidFile);
    server.stop();
    String stranger = Long.toString(ProcessHandle.current().pid());
    Files.writeString(pidFile, recorded.replaceFirst("^\\d+", stranger));

    assertThat(server.start(port)).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void refusesAWrongPasswordAndKeepsTheRightOneForItsOwner() throws Exception {
    server.start(port);

    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    PostgresServer.jdbcUrl(port), PostgresServer.USER, "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aSecondStartReturnsTheRunningProcess() {
    long pid = server.start(port);

    assertThat(on(directory.resolve("data")).start(Ports.free())).isEqualTo(pid);
  }

  private void execute(int onPort, String... statements) throws SQLException {
    try (Connection connection = connect(onPort);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String query(int onPort, String sql) throws SQLException {
    try (Connection connection = connect(onPort);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection connect(int onPort) throws SQLException {
    return DriverManager.getConnection(
        PostgresServer.jdbcUrl(onPort), PostgresServer.USER, server.password());
  }
}
