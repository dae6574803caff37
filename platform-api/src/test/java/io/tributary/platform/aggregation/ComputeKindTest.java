package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.job.JobReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComputeKindTest {
  private static final LiveAgent CPU = agent("a", "cpu", "Haswell");
  private static final LiveAgent GPU = agent("b", "gpu", "CUDA NVIDIA A10");
  private static final LiveAgent OTHER_GPU = agent("c", "gpu", "CUDA NVIDIA A100");
  private static final LiveAgent OTHER_CPU = agent("d", "cpu", "SkylakeX");

  private static LiveAgent agent(String name, String backend, String kernelType) {
    return new LiveAgent(new AgentId(name), name, backend, kernelType, 1);
  }

  @Test
  void aJobUsesAgentsOfItsBackendOnly() {
    assertThat(new ComputeKind("gpu", null).among(List.of(CPU, GPU))).containsExactly(GPU);
    assertThat(new ComputeKind("cpu", null).among(List.of(GPU, CPU))).containsExactly(CPU);
    assertThat(new ComputeKind("gpu", null).among(List.of(CPU))).isEmpty();
  }

  @Test
  void kindsAreNeverMixed() {
    List<LiveAgent> all = List.of(CPU, GPU, OTHER_GPU, OTHER_CPU);
    assertThat(new ComputeKind("any", null).among(all)).containsExactly(CPU);
    assertThat(new ComputeKind("any", "CUDA NVIDIA A10").among(all)).containsExactly(GPU);
    assertThat(new ComputeKind("gpu", null).among(all)).containsExactly(GPU);
    assertThat(new ComputeKind("gpu", null).pinnedTo("CUDA NVIDIA A100").among(all))
        .containsExactly(OTHER_GPU);
    assertThat(new ComputeKind("gpu", "Haswell").among(all)).isEmpty();
  }

  @Test
  void saysThatNoAgentHasTheBackend() {
    JobReason reason = new ComputeKind("gpu", null).obstacle(List.of(CPU)).orElseThrow();
    assertThat(reason.code()).isEqualTo("NO_AGENT_OF_BACKEND");
    assertThat(reason.sentence())
        .isEqualTo(
            "The job wants agents that compute on a gpu, but the connected agents compute on [cpu].");
    assertThat(reason.values())
        .containsEntry("backend", "gpu")
        .containsEntry("connectedBackends", List.of("cpu"));
  }

  @Test
  void saysWhichKernelTypeIsMissing() {
    JobReason reason =
        new ComputeKind("gpu", "CUDA NVIDIA A10").obstacle(List.of(CPU, OTHER_GPU)).orElseThrow();
    assertThat(reason.code()).isEqualTo("KERNEL_TYPE_MISMATCH");
    assertThat(reason.sentence()).contains("CUDA NVIDIA A10", "[CUDA NVIDIA A100]");
  }

  @Test
  void anybodyWillDo() {
    assertThat(new ComputeKind("any", null).obstacle(List.of(GPU))).isEmpty();
    assertThat(new ComputeKind("gpu", null).obstacle(List.of(CPU, GPU))).isEmpty();
  }
}
