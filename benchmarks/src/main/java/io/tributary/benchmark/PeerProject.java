package io.tributary.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another system, in a Maven project of its own below {@code benchmarks/peers}: built when a
 * benchmark needs it, below {@code benchmarks/target}, with a class path that is not ours.
 */
record PeerProject(String name) {
  private static final long MINUTES = 15;

  /** Whether it could be had. */
  sealed interface Outcome {}

  record Built(String classPath) implements Outcome {}

  /**
   * @param reason Maven's own words
   */
  record Failed(String reason) implements Outcome {}

  Outcome build() throws IOException, InterruptedException {
    Path target = Repository.directory().resolve("benchmarks/target/peers").resolve(name);
    Files.createDirectories(target);
    Path log = target.resolve("build.log");
    // What was fetched once is not asked for again: the machine may be off the network.
    if (!maven(log, List.of("-o")) && !maven(log, List.of())) {
      return new Failed(firstError(log));
    }
    String dependencies = Files.readString(target.resolve("class-path")).strip();
    return new Built(target.resolve("classes") + File.pathSeparator + dependencies);
  }

  private boolean maven(Path log, List<String> options) throws IOException, InterruptedException {
    Path project = Repository.directory().resolve("benchmarks/peers").resolve(name);
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("tributary.maven", "mvn"));
    command.addAll(List.of("-q", "-B", "-f", project.resolve("pom.xml").toString(), "compile"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectOutput(log.toFile()).start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroy();
      Files.writeString(log, "[ERROR] no answer in %d minutes%n".formatted(MINUTES));
      return false;
    }
    return process.exitValue() == 0;
  }

  private static String firstError(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith("[ERROR]"))
        .findFirst()
        .map(line -> line.substring("[ERROR] ".length()))
        .orElse("Maven failed, see " + log);
  }
}
