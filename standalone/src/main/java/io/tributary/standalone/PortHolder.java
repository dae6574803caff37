package io.tributary.standalone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that listens on a TCP port, as far as this user may know it.
 *
 * @param pid empty where the process belongs to another user or the system does not tell
 */
record PortHolder(int port, Optional<Long> pid, String command) {
  private static final String LISTEN = "0A";
  private static final Pattern SOCKET_LINK = Pattern.compile("socket:\\[(\\d+)]");
  private static final Pattern LSOF_PID = Pattern.compile("(?m)^p(\\d+)$");

  static PortHolder of(int port) {
    return pidOf(port)
        .flatMap(ProcessHandle::of)
        .map(handle -> new PortHolder(port, Optional.of(handle.pid()), commandOf(handle)))
        .orElseGet(() -> new PortHolder(port, Optional.empty(), ""));
  }

  String describe() {
    return pid.map(number -> "process %d (%s)".formatted(number, command))
        .orElse(
            "a process of another user (as root, 'ss -ltnp sport = :%d' names it)".formatted(port));
  }

  private static Optional<Long> pidOf(int port) {
    return Files.isDirectory(Path.of("/proc/net")) ? pidFromProc(port) : pidFromLsof(port);
  }

  private static String commandOf(ProcessHandle handle) {
    String full =
        handle.info().commandLine().or(() -> handle.info().command()).orElse("unknown command");
    return full.length() > 120 ? full.substring(0, 117) + "..." : full;
  }

  private static Optional<Long> pidFromProc(int port) {
    Set<String> inodes = new HashSet<>(listeningInodes(Path.of("/proc/net/tcp"), port));
    inodes.addAll(listeningInodes(Path.of("/proc/net/tcp6"), port));
    return inodes.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .map(ProcessHandle::pid)
            .filter(pid -> opens(pid, inodes))
            .findFirst();
  }

  /**
   * Columns of /proc/net/tcp: sl, local address (hex:hex), remote, state, ..., inode is the 10th.
   */
  static Set<String> listeningInodes(Path table, int port) {
    Set<String> inodes = new HashSet<>();
    String suffix = ":%04X".formatted(port);
    for (String line : linesOf(table)) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
        inodes.add(fields[9]);
      }
    }
    return inodes;
  }

  private static List<String> linesOf(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      // No IPv6, no such table: then nobody listens there.
      return List.of();
    }
  }

  private static boolean opens(long pid, Set<String> inodes) {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        Matcher link = SOCKET_LINK.matcher(Files.readSymbolicLink(descriptor).toString());
        if (link.matches() && inodes.contains(link.group(1))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Another user's process, or one that just ended: it cannot be named.
      return false;
    }
  }

  private static Optional<Long> pidFromLsof(int port) {
    try {
      Process lsof =
          new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp")
              .redirectErrorStream(true)
              .start();
      Matcher pid = LSOF_PID.matcher(new String(lsof.getInputStream().readAllBytes()));
      return pid.find() ? Optional.of(Long.parseLong(pid.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
