package io.tributary.standalone;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL server that outlives the process that starts it.
 *
 * <p>It listens on 127.0.0.1 only and wants the password of {@link #USER}, which is made when the
 * data directory is made. Its state is what {@code postmaster.pid} in that directory says.
 */
final class PostgresServer {
  static final String USER = "tributary";
  private static final String DATABASE = "tributary";
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Path binaries;
  private final Path data;
  private final Path passwordFile;
  private final Path log;
  private final Waiting waiting;
  private final SecureRandom random;

  PostgresServer(
      Path binaries, Path data, Path passwordFile, Path log, Waiting waiting, SecureRandom random) {
    this.binaries = binaries;
    this.data = data;
    this.passwordFile = passwordFile;
    this.log = log;
    this.waiting = waiting;
    this.random = random;
  }

  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  String password() {
    return PrivateFile.read(passwordFile);
  }

  /** Starts the server, on an empty directory after making the database; returns its process id. */
  long start(int port) {
    Optional<Long> running = pid();
    if (running.isPresent()) {
      return running.get();
    }
    boolean first = !Files.exists(data.resolve("PG_VERSION"));
    if (first) {
      initialise();
    }
    writeSettings(port);
    forgetDeadPostmaster();
    // Children of a killed postmaster hold its shared memory for a moment: then try again.
    waiting.until(() -> startOnce(), START_LIMIT, () -> failure("does not start"));
    if (first) {
      createDatabase(port);
    }
    return pid().orElseThrow(() -> failure("ended right after its start"));
  }

  /** Ends all sessions, writes everything and stops; returns when the process is gone. */
  void stop() {
    if (pid().isPresent()
        && run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w") != 0) {
      throw failure("does not stop");
    }
  }

  /** SIGKILL to the postmaster and all its children; returns when they are gone. */
  void kill() {
    Optional<ProcessHandle> postmaster = pid().flatMap(ProcessHandle::of);
    if (postmaster.isEmpty()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster.get()));
    postmaster.get().descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    waiting.until(
        () -> all.stream().noneMatch(ProcessHandle::isAlive),
        START_LIMIT,
        () -> failure("does not end"));
  }

  Optional<Long> pid() {
    return pid(data);
  }

  /** The running postmaster of a data directory. */
  static Optional<Long> pid(Path data) {
    return recordedPid(data)
        .flatMap(ProcessHandle::of)
        .filter(handle -> isPostmasterOf(data, handle))
        .map(ProcessHandle::pid);
  }

  private static Optional<Long> recordedPid(Path data) {
    Path file = data.resolve("postmaster.pid");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().findFirst().map(line -> Long.parseLong(line.strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPostmasterOf(Path data, ProcessHandle handle) {
    return handle.isAlive()
        && handle.info().commandLine().filter(line -> line.contains(data.toString())).isPresent();
  }

  /** After a crash or a reboot the recorded number may belong to anybody; PostgreSQL would stop. */
  private void forgetDeadPostmaster() {
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initialise() {
    String password = PrivateFile.newSecret(random);
    PrivateFile.write(passwordFile, password + "\n");
    int status =
        run(
            "initdb",
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions");
    if (status != 0) {
      throw failure("cannot make its data directory " + data);
    }
    write(data.resolve("postgresql.conf"), "include = 'tributary.conf'\n");
  }

  /** Small on purpose: one machine, a handful of connections. Commits stay durable. */
  private void writeSettings(int port) {
    String settings =
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 60
        shared_buffers = 64MB
        work_mem = 8MB
        maintenance_work_mem = 32MB
        max_wal_size = 512MB
        max_worker_processes = 4
        max_parallel_workers_per_gather = 0
        jit = off
        io_method = sync
        timezone = 'UTC'
        log_line_prefix = '%%m [%%p] '
        """
            .formatted(port);
    write(data.resolve("tributary.conf"), settings);
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean startOnce() {
    return run("pg_ctl", "start", "-D", data.toString(), "-l", log.toString(), "-w", "-s") == 0;
  }

  private void createDatabase(int port) {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, USER, password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      throw new LauncherException("The new PostgreSQL refuses its owner: " + e.getMessage(), e);
    }
  }

  private int run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(toolLog()))
              .start();
      return process.waitFor();
    } catch (IOException e) {
      throw new LauncherException("Cannot run %s: %s".formatted(program, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("Interrupted while running " + program + ".", e);
    }
  }

  /** Apart from the server's log, which PostgreSQL opens itself. */
  private java.io.File toolLog() {
    return log.resolveSibling("postgres-tools.log").toFile();
  }

  private LauncherException failure(String what) {
    return new LauncherException(
        "PostgreSQL %s. Its own words are in %s and %s.".formatted(what, log, toolLog()));
  }
}
