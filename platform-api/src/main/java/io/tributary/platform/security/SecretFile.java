package io.tributary.platform.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A file that holds one secret and is readable by its owner only. */
final class SecretFile {
  private SecretFile() {}

  /** Its text; empty where there is no file or nothing in it. */
  static Optional<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Replaces the file at once: readers see the old secret or the new one, never half of one. */
  static void write(Path file, String secret) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, ".secret", null, ownerOnly());
    Files.write(draft, (secret + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Nothing on file systems without POSIX permissions, whose temporary files are private anyway.
   */
  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
