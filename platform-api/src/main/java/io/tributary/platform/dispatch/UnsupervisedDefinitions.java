package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.ModelDefinition.Solver;
import io.tributary.engine.unsupervised.Fitting;
import io.tributary.platform.job.ForkPoint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Models that learn without labels, of a complete job spec, in the engine's terms. */
final class UnsupervisedDefinitions {
  private UnsupervisedDefinitions() {}

  static ModelDefinition.Unsupervised model(ModelSpec spec) {
    return switch (requireNonNull(spec.type())) {
      case "k-means" -> new ModelDefinition.KMeans(requireNonNull(spec.clusters()));
      case "pca" ->
          new ModelDefinition.Pca(
              requireNonNull(spec.components()), enumOf(Solver.class, spec.solver()));
      case "gaussian-mixture" ->
          new ModelDefinition.GaussianMixture(
              requireNonNull(spec.components()),
              enumOf(Covariance.class, spec.covariance()),
              requireNonNull(spec.varianceFloor()).floatValue());
      default -> throw new IllegalStateException("model type " + spec.type());
    };
  }

  /** A job that goes on from a model needs not look for where to begin. */
  static int startSteps(ModelDefinition.Unsupervised model, @Nullable ForkPoint fork) {
    int steps = Fitting.startSteps(model);
    return fork != null && fork.step() >= steps ? 0 : steps;
  }

  private static <T extends Enum<T>> T enumOf(Class<T> type, @Nullable String name) {
    return Enum.valueOf(type, requireNonNull(name).toUpperCase(Locale.ROOT));
  }
}
