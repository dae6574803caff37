package io.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProjectTest {
  @TempDir Path repository;

  @Test
  void whatMavenCannotBuildIsFailedWithMavensWords() throws IOException, InterruptedException {
    Path maven = repository.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho '[ERROR] Could not find artifact a:b'\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    System.setProperty("tributary.repository", repository.toString());
    System.setProperty("tributary.maven", maven.toString());
    try {
      assertThat(new PeerProject("none").build())
          .isEqualTo(new PeerProject.Failed("Could not find artifact a:b"));
    } finally {
      System.clearProperty("tributary.repository");
      System.clearProperty("tributary.maven");
    }
  }
}
