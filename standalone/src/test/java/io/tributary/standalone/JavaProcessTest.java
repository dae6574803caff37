package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a real JVM that waits for its end. */
class JavaProcessTest {
  @TempDir Path directory;
  private Optional<ProcessHandle> started = Optional.empty();

  /** What the started JVM runs. */
  static final class Sleeper {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("argument " + arguments[0] + ", setting " + System.getenv("MARK"));
      Thread.currentThread().join();
    }
  }

  @AfterEach
  void ends() {
    started.ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void isKnownByItsNameAndHomeAndByNoOther() {
    Home home = new Home(directory.resolve("one"));
    home.create();

    long pid = start(home, "agent-1");

    assertThat(JavaProcess.isRunning(home, "agent-1", pid)).isTrue();
    assertThat(JavaProcess.isRunning(home, "agent-10", pid)).isFalse();
    assertThat(JavaProcess.isRunning(new Home(directory.resolve("on")), "agent-1", pid)).isFalse();
    assertThat(JavaProcess.isRunning(home, "agent-1", ProcessHandle.current().pid())).isFalse();
    assertThat(new Termination(home, Termination.PATIENCE).running()).containsExactly("agent-1");
  }

  @Test
  void isGoneAfterItsTermination() {
    Home home = new Home(directory.resolve("one"));
    home.create();
    long pid = start(home, "agent-1");

    new Termination(home, Termination.PATIENCE).end(List.of("agent-1"));

    assertThat(JavaProcess.isRunning(home, "agent-1", pid)).isFalse();
    assertThat(new Termination(home, Termination.PATIENCE).running()).isEmpty();
  }

  @Test
  void writesWhatItSaysIntoItsLog() {
    Home home = new Home(directory.resolve("one"));
    home.create();

    start(home, "agent-1");

    RealTime.waiting()
        .until(
            () -> PrivateFile.read(home.logFile("agent-1")).contains("argument x y, setting here"),
            java.time.Duration.ofSeconds(60),
            () -> new LauncherException("the log stays empty"));
  }

  private long start(Home home, String name) {
    long pid =
        new JavaProcess(
                home,
                name,
                List.of("-Xmx32m"),
                List.of(Path.of(System.getProperty("user.dir"), "target", "test-classes")),
                Sleeper.class.getName(),
                List.of("x y"),
                Map.of("MARK", "here"))
            .start(RealTime.waiting());
    started = ProcessHandle.of(pid);
    return pid;
  }
}
