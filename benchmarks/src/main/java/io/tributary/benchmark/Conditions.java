package io.tributary.benchmark;

import io.tributary.engine.blas.CpuFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a measurement holds for.
 *
 * @param kernelType BLAS kernel type that our side computes with
 * @param coreTypeInShell {@code OPENBLAS_CORETYPE} as this process was started with
 * @param coreTypeOfSides the same variable as every measured process gets it
 */
record Conditions(
    String cpu,
    int cores,
    String kernelType,
    String coreTypeInShell,
    String coreTypeOfSides,
    int blasThreads,
    String java) {
  private static final String UNSET = "not set";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Conditions of(String kernelType) throws IOException {
    Map<String, String> shell = System.getenv();
    return new Conditions(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        kernelType,
        shell.getOrDefault(CpuFeatures.CORE_TYPE_VARIABLE, UNSET),
        CpuFeatures.ofThisMachine().coreType(shell).orElse(UNSET),
        1,
        Runtime.version().toString());
  }

  String line() {
    return "CPU %s (%d cores), kernel type %s, OPENBLAS_CORETYPE %s in the shell and %s for every side, %d BLAS thread a process, Java %s"
        .formatted(cpu, cores, kernelType, coreTypeInShell, coreTypeOfSides, blasThreads, java);
  }

  private static String cpuName() throws IOException {
    String unknown = System.getProperty("os.arch");
    if (!Files.exists(CPU_INFO)) {
      return unknown;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      Optional<String> model =
          lines
              .filter(line -> line.startsWith("model name"))
              .findFirst()
              .map(line -> line.substring(line.indexOf(':') + 2));
      return model.orElse(unknown);
    }
  }
}
