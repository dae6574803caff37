package io.tributary.benchmark;

import java.nio.file.Path;

/** Where the repository lies that this was built in. */
final class Repository {
  private Repository() {}

  static Path directory() {
    return Path.of(System.getProperty("tributary.repository", ""));
  }
}
