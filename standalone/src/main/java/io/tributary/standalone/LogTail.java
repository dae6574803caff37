package io.tributary.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a process's log, for the person who has to find out why it failed. */
final class LogTail {
  private static final int LINES = 15;

  private LogTail() {}

  static LauncherException failure(Home home, String name, String what) {
    Path log = home.logFile(name);
    return new LauncherException(
        "The process %s %s. The end of %s:%n%s".formatted(name, what, log, lastLines(log)));
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e.getMessage() + ")";
    }
  }
}
