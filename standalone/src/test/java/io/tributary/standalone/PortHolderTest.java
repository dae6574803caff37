package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Left uncovered: systems without {@code /proc}, where lsof is asked. */
class PortHolderTest {
  @TempDir Path directory;

  @Test
  void aTakenPortIsAnErrorThatNamesItsHolderAndTheSetting() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();

      assertThatThrownBy(() -> Ports.requireFree(port, "the dashboard", "TRIBUTARY_WEB_PORT"))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("the dashboard")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("java")
          .hasMessageContaining("TRIBUTARY_WEB_PORT");
    }
  }

  @Test
  void aFreePortIsNoError() {
    int port = Ports.free();

    assertThatCode(() -> Ports.requireFree(port, "the dashboard", "TRIBUTARY_WEB_PORT"))
        .doesNotThrowAnyException();
  }

  @Test
  void anUnknownHolderIsSaidToBeAnotherUsers() {
    assertThat(PortHolder.of(Ports.free()).describe()).contains("another user");
  }

  @Test
  void onlySocketsThatListenOnThePortCount() throws IOException {
    Path table =
        Files.writeString(
            directory.resolve("tcp"),
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
               1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 222 1
               2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1
            """);

    assertThat(PortHolder.listeningInodes(table, 8080)).containsExactly("111");
  }
}
