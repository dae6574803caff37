package io.tributary.client.cli;

import io.tributary.client.Pause;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command runs.
 *
 * @param environment environment variables
 * @param directory working directory
 * @param terminal whether a person watches, so that a line may be written over
 * @param pause how to wait between looks at a job
 */
public record ClientContext(
    Map<String, String> environment, Path directory, boolean terminal, Pause pause) {

  public ClientContext {
    environment = Map.copyOf(environment);
  }

  /** This process: its environment, its directory, its terminal. */
  public static ClientContext ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean terminal = System.console() != null && !"dumb".equals(environment.get("TERM"));
    return new ClientContext(environment, Path.of(""), terminal, Pause.real());
  }

  /** Value of a variable; null where it is absent or blank. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** The state directory of a platform on this machine. */
  Path home() {
    String configured = variable("TRIBUTARY_HOME");
    return directory.resolve(configured == null ? ".tributary" : configured);
  }
}
