package io.tributary.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JVM for peers that do not run on the newest: Java 17 where there is one, else ours. */
final class PeerJava {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final int WANTED = 17;

  /** What Spark's launcher script would give to its JVM. */
  static final List<String> OPTIONS =
      Stream.of(
              "java.lang",
              "java.lang.invoke",
              "java.lang.reflect",
              "java.io",
              "java.net",
              "java.nio",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.atomic",
              "sun.nio.ch",
              "sun.nio.cs",
              "sun.security.action",
              "sun.util.calendar")
          .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
          .toList();

  private PeerJava() {}

  /** Path of the program {@code java}. */
  static String program() throws IOException {
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> homes = Files.list(INSTALLED)) {
        Optional<Path> fitting = homes.filter(home -> version(home) == WANTED).sorted().findFirst();
        if (fitting.isPresent()) {
          return fitting.get().resolve("bin/java").toString();
        }
      }
    }
    return ProcessHandle.current().info().command().orElse("java");
  }

  private static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    Properties properties = new Properties();
    try (java.io.Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      return 0;
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("\\.")[0]);
  }
}
