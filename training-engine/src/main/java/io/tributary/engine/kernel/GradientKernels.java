package io.tributary.engine.kernel;

import io.tributary.engine.blas.LoadedBackend;
import io.tributary.engine.plan.TrainingPlan;

/** Kernels by plan. */
public final class GradientKernels {
  private GradientKernels() {}

  /** A kernel for {@code plan}'s model and task on the loaded back end; the caller closes it. */
  public static GradientKernel create(TrainingPlan plan) {
    return new DenseKernel(plan, MatrixMemory.of(LoadedBackend.current()));
  }
}
