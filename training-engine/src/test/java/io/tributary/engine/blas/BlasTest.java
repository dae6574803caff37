package io.tributary.engine.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Uncovered: that a forced kernel type is the one loaded; OpenBLAS reads it once per process. */
class BlasTest {
  private static final String SKYLAKE_X =
      "processor\t: 0\nflags\t\t: fpu avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl\n";

  @Test
  void aCpuWithAllOfSkylakesAvx512GetsItsKernels() {
    CpuFeatures features = CpuFeatures.parse(SKYLAKE_X);

    assertThat(features.coreType(Map.of())).contains("SkylakeX");
    assertThat(features.extension()).isEqualTo("-avx512");
  }

  @Test
  void aCpuWithPartOfAvx512FallsBackToAvx2() {
    CpuFeatures features = CpuFeatures.parse(SKYLAKE_X.replace("avx512vl", ""));

    assertThat(features.coreType(Map.of())).contains("Haswell");
    assertThat(features.extension()).isEqualTo("-avx2");
  }

  @Test
  void anOldOrUnknownCpuIsLeftToOpenBlasAndTheBinaryForAnyCpu() {
    for (String cpuInfo : new String[] {"flags : fpu sse4_2 avx", "Features : asimd", ""}) {
      CpuFeatures features = CpuFeatures.parse(cpuInfo);

      assertThat(features.coreType(Map.of())).isEmpty();
      assertThat(features.extension()).isEmpty();
    }
  }

  @Test
  void theUsersChoiceOfKernelTypeWins() {
    CpuFeatures features = CpuFeatures.parse(SKYLAKE_X);

    assertThat(features.coreType(Map.of(CpuFeatures.OVERRIDE_VARIABLE, " Zen "))).contains("Zen");
    assertThat(features.coreType(Map.of(CpuFeatures.OVERRIDE_VARIABLE, " "))).contains("SkylakeX");
    assertThat(new CpuFeatures(Set.of()).coreType(Map.of(CpuFeatures.OVERRIDE_VARIABLE, "Zen")))
        .contains("Zen");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void theKernelTypeInUseHasAName() {
    assertThat(LoadedBlas.core()).isNotEqualTo(LoadedBlas.UNKNOWN);
  }

  @Test
  void speedIsThatOfTheFastestProduct() {
    long[] times = {0, 3_000, 4_000, 9_000};
    int[] calls = {0};

    BlasSpeed speed = BlasSpeed.measure(Duration.ofNanos(8_000), () -> times[calls[0]++]);

    assertThat(calls[0]).isEqualTo(4);
    assertThat(speed.gigaflops()).isEqualTo(2.0 * 256 * 256 * 784 / 1_000);
    assertThat(speed.core()).isEqualTo(LoadedBlas.core());
  }
}
