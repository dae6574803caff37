package io.tributary.engine.blas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** ND4J's back end in this process. */
public final class LoadedBackend {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private LoadedBackend() {}

  /** Loads the back end; says in words why it cannot be loaded. */
  public static Backend load() throws BackendUnavailableException {
    Optional<Nd4jBackend> cuda = cudaOfThisBuild();
    try {
      // Asked first: where CUDA fails, ND4J only says that there is no back end, after a stack
      // trace.
      if (cuda.isPresent() && !cuda.get().canRun()) {
        throw new IllegalStateException("ND4J finds no GPU");
      }
      return current();
    } catch (LinkageError | RuntimeException e) {
      throw unavailable(cuda.isPresent(), e);
    }
  }

  /** The back end, loaded if need be. */
  public static Backend current() {
    return Nd4j.getEnvironment().isCPU() ? Backend.CPU : Backend.GPU;
  }

  /**
   * What decides the bits of a product: OpenBLAS's kernels, or the model of the GPU. Equal names,
   * equal bits; never equal for a CPU and a GPU.
   */
  public static String kernelType() {
    return switch (current()) {
      case CPU -> LoadedBlas.core();
      case GPU -> cudaType(Nd4j.getExecutioner().getEnvironmentInformation());
    };
  }

  /** Of the first device: an agent uses no other. */
  static String cudaType(Properties environment) {
    Object devices = environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    if (devices instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> device) {
      return "CUDA " + device.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY);
    }
    throw new IllegalStateException("ND4J names no CUDA device: " + environment);
  }

  private static Optional<Nd4jBackend> cudaOfThisBuild() {
    for (Nd4jBackend backend : ServiceLoader.load(Nd4jBackend.class)) {
      if (backend.getClass().getName().equals(CUDA_BACKEND)) {
        return Optional.of(backend);
      }
    }
    return Optional.empty();
  }

  static BackendUnavailableException unavailable(boolean cuda, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String sentence =
        cuda
            ? "This agent is built for GPUs, but CUDA cannot be used here: %s. It needs an NVIDIA GPU, its driver (450.80 or newer), and CUDA 11.6 with cuDNN 8.3; in a container also --gpus all. Check with nvidia-smi, or start the agent that is built for CPUs."
            : "ND4J's library for CPUs cannot be loaded: %s. Start the agent from a build for this system.";
    return new BackendUnavailableException(sentence.formatted(cause.getMessage()), e);
  }
}
