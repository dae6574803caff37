package io.tributary.benchmark;

import io.tributary.engine.blas.CpuFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How measured processes are started: with what the launcher gives to agents, on every side. */
final class Sides {
  /** Names the Python that has the peers' libraries, where it is none of the usual ones. */
  static final String PYTHON_VARIABLE = "TRIBUTARY_BENCH_PYTHON";

  private static final List<String> NATIVE_ACCESS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Sides() {}

  static ProcessBuilder java(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ownJava());
    command.addAll(NATIVE_ACCESS);
    command.add("-Xmx256m");
    command.add(
        "-D" + CpuFeatures.EXTENSION_PROPERTY + "=" + CpuFeatures.ofThisMachine().extension());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return withBlasSettings(new ProcessBuilder(command));
  }

  /** A peer's main class, on its own class path and with the same JVM and heap as ours. */
  static ProcessBuilder peer(PeerProject.Built peer, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ownJava());
    command.addAll(NATIVE_ACCESS);
    command.addAll(List.of("-Xmx256m", "-cp", peer.classPath(), main));
    command.addAll(arguments);
    return withBlasSettings(new ProcessBuilder(command));
  }

  /**
   * The same for a peer that wants an older JVM and memory for its data.
   *
   * @param temporary where its temporary files go: it leaves some behind when it is ended
   */
  static ProcessBuilder olderPeer(
      PeerProject.Built peer, String main, List<String> arguments, Path temporary)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PeerJava.program());
    command.addAll(PeerJava.OPTIONS);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-Xmx2g", "-cp", peer.classPath(), main));
    command.addAll(arguments);
    return withBlasSettings(new ProcessBuilder(command));
  }

  private static String ownJava() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  static ProcessBuilder python(String python, String script, List<String> arguments) {
    Path file = Repository.directory().resolve("benchmarks/src/main/python").resolve(script);
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(python, file.toString()), arguments.stream()).toList());
    // The scripts lie among the sources, where nothing is written.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return withBlasSettings(builder);
  }

  /** The first Python that can import {@code module}; none where no Python here can. */
  static Optional<String> pythonWith(String module) throws IOException, InterruptedException {
    String chosen = System.getenv().getOrDefault(PYTHON_VARIABLE, "");
    List<String> candidates =
        chosen.isBlank() ? List.of("/usr/bin/python3", "python3") : List.of(chosen);
    for (String python : candidates) {
      if (imports(python, module)) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private static boolean imports(String python, String module) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private static ProcessBuilder withBlasSettings(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("OPENBLAS_NUM_THREADS", "1");
    environment.put("MKL_NUM_THREADS", "1");
    CpuFeatures.ofThisMachine()
        .coreType(System.getenv())
        .ifPresent(type -> environment.put(CpuFeatures.CORE_TYPE_VARIABLE, type));
    return builder;
  }
}
