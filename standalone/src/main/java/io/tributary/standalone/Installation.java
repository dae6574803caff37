package io.tributary.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The built repository: one class path per module, so that no process sees another's jars.
 *
 * @param root the repository's root directory
 */
record Installation(Path root) {
  Installation {
    root = root.toAbsolutePath().normalize();
  }

  /** {@code -Dtributary.repository}, else the nearest directory above that holds the modules. */
  static Installation find() {
    @Nullable String configured = System.getProperty("tributary.repository");
    if (configured != null) {
      return new Installation(Path.of(configured));
    }
    @Nullable Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      if (Files.exists(directory.resolve("platform-api/pom.xml"))) {
        return new Installation(directory);
      }
      directory = directory.getParent();
    }
    throw new LauncherException(
        "No Tributary repository at or above %s.".formatted(Path.of("").toAbsolutePath()));
  }

  /** Directory of the {@link StartCache} of this build. */
  Path startCache() {
    return root.resolve("standalone/target/start-cache");
  }

  /**
   * The jars of a module and of what it needs. Jars built here are copied under their digest,
   * because a rebuild would otherwise change them under a running process. All homes share the
   * copies: a start-up cache holds for one class path.
   */
  List<Path> classPath(String module) {
    Path copies = root.resolve("standalone/target/start-jars");
    Path target = root.resolve(module).resolve("target");
    Path dependencies = target.resolve("runtime-classpath");
    Path own = target.resolve(module + ".jar");
    if (!Files.exists(dependencies) || !Files.exists(own)) {
      throw new LauncherException(
          "The module %s is not built. Run './tributary up', or 'mvn package' in %s."
              .formatted(module, root));
    }
    List<Path> jars = new ArrayList<>();
    jars.add(copied(own, copies));
    for (String entry : read(dependencies).split(java.io.File.pathSeparator)) {
      Path jar = Path.of(entry);
      jars.add(jar.startsWith(root) ? copied(jar, copies) : jar);
    }
    return jars;
  }

  private static Path copied(Path jar, Path copies) {
    try {
      Path copy = copies.resolve(digest(jar)).resolve(jar.getFileName());
      if (!Files.exists(copy)) {
        Path directory = Files.createDirectories(copies.resolve(digest(jar)));
        Path partial = Files.createTempFile(directory, "copying", ".jar");
        Files.copy(
            jar, partial, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path file) throws IOException {
    try (DigestInputStream input =
        new DigestInputStream(open(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(input.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new LauncherException(
          "%s is a class directory, not a jar: build with 'mvn package' or 'mvn verify'."
              .formatted(file));
    }
    return Files.newInputStream(file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
