package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentKernelTest {
  private static final Set<String> AVX2 = Set.of("sse4_2", "avx", "avx2", "fma");
  private static final Set<String> AVX512 =
      Set.of("avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512dq");

  @Test
  void fullAvx512MeansSkylakeKernels() {
    assertThat(AgentKernel.of(Map.of(), AVX512)).isEqualTo(new AgentKernel("SkylakeX", "-avx512"));
  }

  @Test
  void avx2WithFmaMeansHaswellKernels() {
    assertThat(AgentKernel.of(Map.of(), AVX2)).isEqualTo(new AgentKernel("Haswell", "-avx2"));
  }

  @Test
  void anOldProcessorIsLeftToOpenBlas() {
    assertThat(AgentKernel.of(Map.of(), Set.of("sse4_2"))).isEqualTo(new AgentKernel("", ""));
  }

  @Test
  void theSettingWins() {
    assertThat(AgentKernel.of(Map.of("TRIBUTARY_BLAS_CORE", "Zen"), AVX2))
        .isEqualTo(new AgentKernel("Zen", "-avx2"));
  }
}
