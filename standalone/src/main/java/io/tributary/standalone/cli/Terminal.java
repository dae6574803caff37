package io.tributary.standalone.cli;

import io.tributary.standalone.Home;
import io.tributary.standalone.LocalPlatform;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the environment of the terminal says about where the platform is. */
final class Terminal {
  private Terminal() {}

  /** The platform of {@code TRIBUTARY_HOME}; progress goes to the error stream. */
  static LocalPlatform platform() {
    return platform(System.err::println);
  }

  static LocalPlatform platform(Consumer<String> progress) {
    return LocalPlatform.at(Home.of(System.getenv(), Path.of("")).root(), progress);
  }
}
