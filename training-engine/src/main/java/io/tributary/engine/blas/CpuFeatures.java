package io.tributary.engine.blas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which instructions the CPU has, and which native code fits it. OpenBLAS 0.3.19 does not know CPUs
 * newer than 2021 and gives them slow kernels unless told; JavaCPP takes the newest ND4J binary it
 * finds, which an older CPU cannot run. So whoever starts a JVM that computes asks here first, and
 * passes {@link #coreType} in the environment and {@link #extension} as a system property.
 *
 * @param flags as Linux names them, empty where unknown
 */
public record CpuFeatures(Set<String> flags) {
  /** Environment variable that OpenBLAS reads when it is loaded. */
  public static final String CORE_TYPE_VARIABLE = "OPENBLAS_CORETYPE";

  /** Environment variable by which a user overrides the choice. */
  public static final String OVERRIDE_VARIABLE = "TRIBUTARY_BLAS_CORE";

  /** System property that JavaCPP reads when it picks ND4J's binary. */
  public static final String EXTENSION_PROPERTY = "org.bytedeco.javacpp.platform.extension";

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What code compiled for Skylake-X may use, in OpenBLAS and in ND4J's AVX-512 binary. */
  private static final List<String> AVX512 =
      List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  private static final List<String> AVX2 = List.of("avx2", "fma");

  public CpuFeatures {
    flags = Set.copyOf(flags);
  }

  /** This machine's; none on systems without {@code /proc/cpuinfo}. */
  public static CpuFeatures ofThisMachine() {
    if (!Files.isReadable(CPU_INFO)) {
      return new CpuFeatures(Set.of());
    }
    try {
      return parse(Files.readString(CPU_INFO));
    } catch (IOException e) {
      throw new UncheckedIOException("reading %s failed".formatted(CPU_INFO), e);
    }
  }

  /** The flags of the first CPU in a text of {@code /proc/cpuinfo}'s form. */
  static CpuFeatures parse(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .map(line -> new CpuFeatures(Set.of(line.split("\\s+"))))
        .orElseGet(() -> new CpuFeatures(Set.of()));
  }

  /**
   * The value for {@link #CORE_TYPE_VARIABLE}: {@link #OVERRIDE_VARIABLE} of {@code environment}
   * where set, else by flags; empty where OpenBLAS is to choose by itself.
   */
  public Optional<String> coreType(Map<String, String> environment) {
    String override = environment.get(OVERRIDE_VARIABLE);
    if (override != null && !override.isBlank()) {
      return Optional.of(override.strip());
    }
    if (flags.containsAll(AVX512)) {
      return Optional.of("SkylakeX");
    }
    if (flags.containsAll(AVX2)) {
      return Optional.of("Haswell");
    }
    return Optional.empty();
  }

  /** The value for {@link #EXTENSION_PROPERTY}: the empty text is the binary for any CPU. */
  public String extension() {
    if (flags.containsAll(AVX512)) {
      return "-avx512";
    }
    return flags.containsAll(AVX2) ? "-avx2" : "";
  }
}
