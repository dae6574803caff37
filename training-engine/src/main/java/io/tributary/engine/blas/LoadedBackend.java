package io.tributary.engine.blas;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's back end in this process. */
public final class LoadedBackend {
  private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private LoadedBackend() {}

  /** Loads the back end; says in words why it cannot be loaded. */
  public static Backend load() throws BackendUnavailableException {
    try {
      return current();
    } catch (LinkageError | RuntimeException e) {
      throw unavailable(isBuiltForCuda(), e);
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

  private static boolean isBuiltForCuda() {
    try {
      Class.forName(CUDA_BACKEND, false, LoadedBackend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
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
