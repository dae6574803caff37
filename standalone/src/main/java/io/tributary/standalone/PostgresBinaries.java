package io.tributary.standalone;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL programs of this platform, unpacked once per user and version into a cache
 * directory that is named by their digest.
 */
final class PostgresBinaries {
  private static final int OWNER_EXECUTE = 0100;

  private PostgresBinaries() {}

  /** {@code $XDG_CACHE_HOME/tributary}, else {@code ~/.cache/tributary}. */
  static Path cache(Map<String, String> environment) {
    @Nullable String configured = environment.get("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("tributary");
  }

  /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpackedIn(Path cache) {
    try {
      Path directory = cache.resolve("postgres-" + digest());
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(cache);
        Path unpacked = Files.createTempDirectory(cache, "unpacking-");
        unpack(unpacked);
        publish(unpacked, directory);
      }
      return directory;
    } catch (IOException e) {
      throw new LauncherException(
          "PostgreSQL cannot be unpacked into %s: %s".formatted(cache, e.getMessage()), e);
    }
  }

  private static String digest() throws IOException {
    try (DigestInputStream archive =
        new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
      archive.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(archive.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static InputStream archive() throws IOException {
    String system = System.getProperty("os.name").replace("Mac OS X", "Darwin");
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    @Nullable InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    if (archive == null) {
      throw new LauncherException(
          "There is no embedded PostgreSQL for %s on %s. Use './tributary cluster up'."
              .formatted(system, machine));
    }
    return archive;
  }

  private static void unpack(Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(archive()))) {
      @Nullable TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        unpack(tar, entry, entry.resolveIn(target));
        entry = tar.getNextEntry();
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    FileUtils.createParentDirectories(file.toFile());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      boolean program = (entry.getMode() & OWNER_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Moves in one step; the loser of a race throws its copy away. */
  private static void publish(Path unpacked, Path directory) throws IOException {
    try {
      Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      FileUtils.deleteDirectory(unpacked.toFile());
    }
  }
}
