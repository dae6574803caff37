package io.tributary.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JVM of the platform: what to start, and how to recognise it later.
 *
 * @param name {@code api}, {@code web}, {@code kafka} or an agent's name; unique in its home
 * @param environment added to the environment of the launcher
 */
record JavaProcess(
    Home home,
    String name,
    List<String> jvmOptions,
    List<Path> classPath,
    String mainClass,
    List<String> arguments,
    Map<String, String> environment) {
  private static final long LOG_LIMIT_BYTES = 16L << 20;
  private static final Duration REPORTED_LIMIT = Duration.ofSeconds(30);
  private static final String HOME_MARK = "-Dtributary.home=";
  private static final Pattern NAME_MARK = Pattern.compile("-Dtributary\\.process=(\\S+) ");
  private static final List<Path> SETSID_PLACES =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  /**
   * Starts the JVM in a session of its own, so that neither Ctrl-C nor a closed terminal reaches
   * it; returns its process id as soon as the system reports the JVM by its marks, or it has ended.
   * Before that, while one program image replaces the other, a living process has no command line
   * and would be taken for an ended one.
   */
  long start(Waiting waiting) {
    Process process = launch();
    waiting.until(
        () -> !process.isAlive() || isReported(process.toHandle()),
        REPORTED_LIMIT,
        () ->
            new LauncherException(
                "The system does not report the command line of %s (process %d)."
                    .formatted(name, process.pid())));
    return process.pid();
  }

  private boolean isReported(ProcessHandle handle) {
    ProcessHandle.Info info = handle.info();
    return info.command().filter(path -> path.endsWith("java")).isPresent()
        && nameOf(handle, home).isPresent();
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    // exec without fork: the process id is the JVM's.
    SETSID_PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .ifPresent(command::add);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtributary.process=" + name);
    command.add(HOME_MARK + home.root());
    command.addAll(jvmOptions);
    command.add("-Djava.io.tmpdir=" + Home.existing(home.temporary(name)));
    try {
      command.add("@" + argumentFile());
      command.add(mainClass);
      command.addAll(arguments);
      Path log = home.logFile(name);
      rotate(log);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(home.root().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new LauncherException("Cannot start %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Whether this process id still is the JVM of that name in that home, not a later stranger. */
  static boolean isRunning(Home home, String name, long pid) {
    return pid != 0
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(handle -> nameOf(handle, home))
            .filter(name::equals)
            .isPresent();
  }

  /** Name of the process where it is a JVM of that home. */
  static Optional<String> nameOf(ProcessHandle handle, Home home) {
    return handle
        .info()
        .commandLine()
        .filter(line -> line.contains(HOME_MARK + home.root() + " "))
        .map(NAME_MARK::matcher)
        .filter(Matcher::find)
        .map(mark -> mark.group(1));
  }

  /** The class path goes into a file: it would push the marks out of what the system reports. */
  private Path argumentFile() throws IOException {
    String joined =
        classPath.stream()
            .map(Path::toString)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    String quoted = joined.replace("\\", "\\\\").replace("\"", "\\\"");
    return Files.writeString(home.argumentFile(name), "-cp\n\"" + quoted + "\"\n");
  }

  private static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".1"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
