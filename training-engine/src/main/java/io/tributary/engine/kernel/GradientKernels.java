package io.tributary.engine.kernel;

import io.tributary.engine.blas.LoadedBackend;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;

/** Kernels by plan. */
public final class GradientKernels {
  private GradientKernels() {}

  /** A kernel for {@code plan}'s model and task on the loaded back end; the caller closes it. */
  public static GradientKernel create(TrainingPlan plan) {
    GradientKernel kernel = ofModel(plan);
    SemiSupervised unlabelled = plan.semiSupervised();
    return unlabelled == null ? kernel : new SemiSupervisedKernel(plan, unlabelled, kernel);
  }

  private static GradientKernel ofModel(TrainingPlan plan) {
    return switch (plan.model()) {
      case ModelDefinition.Linear linear -> new DenseKernel(plan, memory());
      case ModelDefinition.Mlp mlp -> new DenseKernel(plan, memory());
      case ModelDefinition.Autoencoder coder -> new DenseKernel(plan, memory());
      case ModelDefinition.Cnn cnn -> new ConvolutionKernel(plan, cnn, memory());
      case ModelDefinition.FactorizationMachine machine ->
          plan.loss() instanceof LossDefinition.Pairwise loss
              ? new RankingKernel(plan, loss)
              : new FactorizationKernel(plan, memory());
      case ModelDefinition.Unsupervised model -> new FittingKernel(Fitting.of(plan));
    };
  }

  private static MatrixMemory memory() {
    return MatrixMemory.of(LoadedBackend.current());
  }
}
