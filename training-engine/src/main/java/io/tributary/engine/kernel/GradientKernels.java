package io.tributary.engine.kernel;

import io.tributary.engine.plan.TrainingPlan;

/** Kernels by plan. */
public final class GradientKernels {
  private GradientKernels() {}

  /** A kernel for {@code plan}'s model and task; the caller closes it. */
  public static GradientKernel create(TrainingPlan plan) {
    return new DenseKernel(plan);
  }
}
