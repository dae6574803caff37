package io.tributary.benchmark;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How fast another process may run; closing it lets it run. */
final class Throttle implements AutoCloseable {
  /** Of 50 ms it runs 10. */
  private static final String FIFTH =
      "while kill -STOP %1$d; do sleep 0.04; kill -CONT %1$d; sleep 0.01; done";

  private final long pid;
  private @Nullable Process loop;

  Throttle(long pid) {
    this.pid = pid;
  }

  void toAFifth() throws IOException, InterruptedException {
    free();
    loop = new ProcessBuilder("sh", "-c", FIFTH.formatted(pid)).start();
  }

  void toStandstill() throws IOException, InterruptedException {
    free();
    signal("STOP");
  }

  void free() throws IOException, InterruptedException {
    if (loop != null) {
      loop.destroyForcibly().waitFor();
      loop = null;
    }
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      free();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
