package io.tributary.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.codec.binary.Base32;

/** Files that hold secrets, and the secrets. */
final class PrivateFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** 160 bits: beyond guessing, and 32 characters that can be typed without a doubt. */
  private static final int SECRET_BYTES = 20;

  private PrivateFile() {}

  /** A new random secret of 32 lower-case letters and digits. */
  static String newSecret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new Base32().encodeToString(bytes).toLowerCase(Locale.ROOT);
  }

  /** Replaces the file in one move; it is never readable by others, not even while written. */
  static void write(Path file, String content) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path written = Files.createTempFile(directory, file.getFileName().toString(), "", OWNER_ONLY);
      Files.writeString(written, content);
      Files.move(
          written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The secret in the file, made and stored first where there is none. */
  static String secret(Path file, SecureRandom random) {
    if (!Files.exists(file)) {
      write(file, newSecret(random) + "\n");
    }
    return read(file);
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
