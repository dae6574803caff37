package io.tributary.benchmark;

import io.tributary.engine.blas.CpuFeatures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Two {@link SilentWorker} processes with the settings that the launcher gives to agents. */
final class SilentPair implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final List<BufferedReader> outputs = new ArrayList<>();
  private final List<PrintWriter> inputs = new ArrayList<>();
  private String core = "";

  SilentPair() throws IOException {
    for (int i = 0; i < 2; i++) {
      Process process = start();
      processes.add(process);
      outputs.add(process.inputReader(StandardCharsets.UTF_8));
      inputs.add(new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true));
      core = outputs.getLast().readLine();
    }
  }

  private static Process start() throws IOException {
    CpuFeatures cpu = CpuFeatures.ofThisMachine();
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + CpuFeatures.EXTENSION_PROPERTY + "=" + cpu.extension(),
            "-cp",
            System.getProperty("java.class.path"),
            SilentWorker.class.getName());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    cpu.coreType(System.getenv())
        .ifPresent(type -> builder.environment().put(CpuFeatures.CORE_TYPE_VARIABLE, type));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** BLAS kernel type that the processes use. */
  String core() {
    return core;
  }

  /** Gradients per second, of both together, over {@code millis}. */
  double gradientsPerSecond(long millis) throws IOException {
    inputs.forEach(in -> in.println(millis));
    double rate = 0;
    for (BufferedReader out : outputs) {
      String[] answer = out.readLine().split(" ");
      rate += Long.parseLong(answer[0]) * 1e9 / Long.parseLong(answer[1]);
    }
    return rate;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
