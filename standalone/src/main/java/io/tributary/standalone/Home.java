package io.tributary.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state directory, {@code $TRIBUTARY_HOME}: where everything of one platform lies. */
public record Home(Path root) {
  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /** {@code TRIBUTARY_HOME} where it is set, else {@code .tributary} in the working directory. */
  public static Home of(Map<String, String> environment, Path workingDirectory) {
    @Nullable String configured = environment.get("TRIBUTARY_HOME");
    return configured == null || configured.isBlank()
        ? new Home(workingDirectory.resolve(".tributary"))
        : new Home(workingDirectory.resolve(configured));
  }

  public Path endpointsFile() {
    return root.resolve("endpoints.json");
  }

  /** Token of the administrator, written by the control plane; mode 0600. */
  public Path adminTokenFile() {
    return root.resolve("admin.token");
  }

  /** The administrator's API token, as the control plane wrote it. */
  public String adminToken() {
    return PrivateFile.read(adminTokenFile());
  }

  /** Token agents enrol with; mode 0600. */
  public Path agentTokenFile() {
    return root.resolve("agent.token");
  }

  public Path logFile(String process) {
    return logs().resolve(process + ".log");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** Where files lie while they arrive: a restart of the machine must not take them. */
  Path uploads() {
    return root.resolve("uploads");
  }

  Path lockFile() {
    return root.resolve("lock");
  }

  Path postgresData() {
    return root.resolve("data/postgres");
  }

  public Path postgresPasswordFile() {
    return root.resolve("data/postgres.password");
  }

  Path kafkaData() {
    return root.resolve("data/kafka");
  }

  Path agentData(String name) {
    return root.resolve("data/agents").resolve(name);
  }

  Path argumentFile(String process) {
    return root.resolve("run").resolve(process + ".args");
  }

  Path temporary(String process) {
    return root.resolve("tmp").resolve(process);
  }

  /** Creates the directory, readable by its owner alone. */
  void create() {
    try {
      Files.createDirectories(root);
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(logs());
      Files.createDirectories(root.resolve("data"));
      Files.createDirectories(root.resolve("run"));
    } catch (IOException e) {
      throw new LauncherException(
          "The state directory %s cannot be created: %s. Set TRIBUTARY_HOME to a writable place."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  /** Creates a directory of this home and returns it. */
  static Path existing(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
