package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir Path directory;

  @Test
  void aSecretIsMadeOnceAndKept() {
    Path file = directory.resolve("agent.token");

    String made = PrivateFile.secret(file, new SecureRandom());

    assertThat(made).matches("[a-z2-7]{32}");
    assertThat(PrivateFile.secret(file, new SecureRandom())).isEqualTo(made);
  }

  @Test
  void onlyTheOwnerReadsItEvenWhereAnOpenFileWasBefore() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    PrivateFile.write(file, "new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("new");
  }
}
