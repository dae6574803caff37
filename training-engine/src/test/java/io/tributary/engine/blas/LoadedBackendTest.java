package io.tributary.engine.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Not covered here: a GPU. */
class LoadedBackendTest {

  @Test
  void thisBuildComputesOnTheCpu() throws BackendUnavailableException {
    assertThat(LoadedBackend.load()).isEqualTo(Backend.CPU);
    assertThat(LoadedBackend.kernelType()).isEqualTo(LoadedBlas.core());
  }

  @Test
  void productsThroughNd4jAreMeasuredToo() {
    long[] calls = {0};
    assertThat(BlasSpeed.onGpu(Duration.ofNanos(30), () -> calls[0]++ * 10)).isEqualTo(10);
    assertThat(calls[0]).isEqualTo(4);
  }

  @Test
  void aMissingDriverIsToldInWords() {
    Throwable asNd4jThrows =
        new ExceptionInInitializerError(
            new IllegalStateException(
                new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file")));
    assertThat(LoadedBackend.unavailable(true, asNd4jThrows).getMessage())
        .contains(
            "built for GPUs", "libcuda.so.1: cannot open", "driver", "CUDA 11.6", "nvidia-smi");
    assertThat(LoadedBackend.unavailable(false, asNd4jThrows).getMessage())
        .contains("for CPUs", "libcuda.so.1")
        .doesNotContain("nvidia");
  }

  @Test
  void theModelOfTheGpuIsTheKernelType() {
    Properties environment = new Properties();
    environment.put(
        "cuda.devicesInformation",
        List.of(Map.of("cuda.deviceName", "NVIDIA A10"), Map.of("cuda.deviceName", "Other")));
    assertThat(LoadedBackend.cudaType(environment)).isEqualTo("CUDA NVIDIA A10");
    assertThatThrownBy(() -> LoadedBackend.cudaType(new Properties()))
        .isInstanceOf(IllegalStateException.class);
  }
}
