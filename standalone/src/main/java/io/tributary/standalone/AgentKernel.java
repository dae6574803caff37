package io.tributary.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of OpenBLAS's and ND4J's compiled variants agents of this machine use. OpenBLAS 0.3.19
 * takes CPUs newer than itself for old ones; the CPU's flags say better.
 *
 * @param coreType for {@code OPENBLAS_CORETYPE}; empty lets OpenBLAS choose
 * @param extension for {@code org.bytedeco.javacpp.platform.extension}; empty is the plain variant
 */
record AgentKernel(String coreType, String extension) {
  static AgentKernel of(Map<String, String> environment) {
    return of(environment, flags(Path.of("/proc/cpuinfo")));
  }

  static AgentKernel of(Map<String, String> environment, Set<String> flags) {
    AgentKernel fitting = fitting(flags);
    @Nullable String wanted = environment.get("TRIBUTARY_BLAS_CORE");
    return wanted == null || wanted.isBlank()
        ? fitting
        : new AgentKernel(wanted.strip(), fitting.extension());
  }

  private static AgentKernel fitting(Set<String> flags) {
    if (flags.containsAll(Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq"))) {
      return new AgentKernel("SkylakeX", "-avx512");
    }
    if (flags.containsAll(Set.of("avx2", "fma"))) {
      return new AgentKernel("Haswell", "-avx2");
    }
    return new AgentKernel("", "");
  }

  private static Set<String> flags(Path cpuinfo) {
    try {
      return Files.readAllLines(cpuinfo).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(java.util.List.of(line.split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException e) {
      // No such file on this system: OpenBLAS chooses by itself.
      return Set.of();
    }
  }
}
