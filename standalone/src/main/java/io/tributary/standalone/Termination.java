package io.tributary.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the JVMs of a home. It looks for them among all processes by their marks, so that it finds
 * them even where the state directory lost track.
 */
final class Termination {
  /** A control plane stores checkpoints before it ends; a broker flushes. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration AFTER_KILL = Duration.ofSeconds(10);

  private final Home home;
  private final Duration patience;

  /** Processes that do not end within {@code patience} after they were asked are killed. */
  Termination(Home home, Duration patience) {
    this.home = home;
    this.patience = patience;
  }

  /** Names of the JVMs of this home. */
  List<String> running() {
    return List.copyOf(handles().keySet());
  }

  /** Asks all of them to end, waits, and kills those that do not. */
  void end(List<String> names) {
    SortedMap<String, ProcessHandle> handles = handles();
    handles.keySet().retainAll(names);
    handles.values().forEach(ProcessHandle::destroy);
    handles.forEach(
        (name, handle) -> {
          if (!endsWithin(handle, patience)) {
            kill(name);
          }
        });
  }

  /** SIGKILL; returns when the process is gone. */
  void kill(String name) {
    Optional.ofNullable(handles().get(name))
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              if (!endsWithin(handle, AFTER_KILL)) {
                throw new LauncherException(
                    "The process %s (%d) does not end.".formatted(name, handle.pid()));
              }
            });
  }

  private SortedMap<String, ProcessHandle> handles() {
    SortedMap<String, ProcessHandle> found = new TreeMap<>();
    ProcessHandle.allProcesses()
        .forEach(handle -> JavaProcess.nameOf(handle, home).ifPresent(n -> found.put(n, handle)));
    return found;
  }

  private static boolean endsWithin(ProcessHandle handle, Duration limit) {
    try {
      handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !handle.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("Interrupted while stopping.", e);
    }
  }
}
