package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform as real processes. Left uncovered: jobs, which the end-to-end tests run. */
class LocalPlatformIT {
  @TempDir Path directory;
  private LocalPlatform platform;

  @BeforeEach
  void opens() {
    platform = LocalPlatform.at(directory.resolve("home"), line -> {});
  }

  @AfterEach
  void stops() {
    platform.stop();
  }

  @Test
  void startsWhatIsMissingKeepsTheRestAndForgetsNothing() throws IOException {
    LocalPlatform.Started first = platform.start(Ports.ANY, OptionalInt.of(1));
    assertThat(first.started()).contains("postgres", "kafka", "api", "web", "agent-1");
    assertThat(first.adminPassword()).isPresent();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(platform.home().adminTokenFile())))
        .isEqualTo("rw-------");

    LocalPlatform.Started second = platform.start(Ports.ANY, OptionalInt.empty());
    assertThat(second.started()).isEmpty();
    assertThat(second.endpoints()).isEqualTo(first.endpoints());

    platform.kill("api");
    assertThat(platform.status().get("api")).isZero();
    LocalPlatform.Started third = platform.start(Ports.ANY, OptionalInt.empty());
    assertThat(third.started()).containsExactly("api");
    assertThat(third.endpoints().api()).isEqualTo(first.endpoints().api());
    assertThat(third.adminPassword()).isEmpty();

    assertThat(platform.addAgent()).isEqualTo("agent-2");
    platform.removeAgent("agent-1");
    assertThat(platform.status().keySet())
        .containsExactlyInAnyOrder("postgres", "kafka", "api", "web", "agent-2");

    String token = platform.adminToken();
    platform.stop();
    assertThat(platform.status()).isEmpty();
    platform.start(Ports.ANY, OptionalInt.of(0));
    assertThat(platform.adminToken()).isEqualTo(token);
    assertThat(platform.client().users().list()).extracting("username").contains("admin");
  }

  @Test
  void aTakenPortStopsItBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = new Ports(taken.getLocalPort(), 0, 0, 0);

      assertThatThrownBy(() -> platform.start(ports, OptionalInt.of(0)))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("TRIBUTARY_WEB_PORT");
      assertThat(platform.status().values()).allMatch(pid -> pid == 0);
    }
  }
}
