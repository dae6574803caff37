package io.tributary.platform.job.spec;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models that learn without labels, and their defaults. */
final class UnsupervisedModels {
  static final String CLUSTERING = "clustering";
  static final String EMBEDDING = "embedding";

  /** What each model is for. */
  static final Map<String, String> TASKS =
      Map.of("k-means", CLUSTERING, "gaussian-mixture", CLUSTERING, "pca", EMBEDDING);

  /** The models of a task, the plainest first. */
  static List<String> models(String task) {
    return task.equals(CLUSTERING) ? List.of("k-means", "gaussian-mixture") : List.of("pca");
  }

  /** Inputs up to which a covariance is small beside the time it saves. */
  static final long MOST_INPUTS_OF_A_COVARIANCE = 512;

  static final double VARIANCE_FLOOR = 1e-6;

  private static final Map<String, Integer> EPOCHS =
      Map.of("k-means", 20, "gaussian-mixture", 50, "pca", 8);

  private UnsupervisedModels() {}

  static boolean isUnsupervised(JobSpec spec) {
    return task(spec) != null;
  }

  /** The task, of which the model may say enough; null for one that learns by gradients. */
  static @Nullable String task(JobSpec spec) {
    if (AutoencoderRules.applies(spec)) {
      return null;
    }
    if (spec.task() != null) {
      return TASKS.containsValue(spec.task()) ? spec.task() : null;
    }
    return spec.model() == null || spec.model().type() == null
        ? null
        : TASKS.get(spec.model().type());
  }

  /** Iterations of a model; one where that is all it takes. */
  static int epochs(ModelSpec complete) {
    return "covariance".equals(complete.solver())
        ? 1
        : EPOCHS.getOrDefault(String.valueOf(complete.type()), JobDefaults.EPOCHS);
  }

  /**
   * @param task of the job
   * @param inputs of the model; how components are found follows from them
   * @param once whether the document does not ask for several epochs
   */
  static ModelSpec complete(@Nullable ModelSpec given, String task, long inputs, boolean once) {
    String type = given == null || given.type() == null ? models(task).getFirst() : given.type();
    ModelSpec some = given == null ? new ModelSpec(type, null, null, null, null) : given;
    boolean mixture = type.equals("gaussian-mixture");
    return new ModelSpec(
        type,
        some.hidden(),
        some.activation(),
        some.bias(),
        some.initial(),
        some.loss(),
        some.delta(),
        some.dropout(),
        some.factors(),
        some.clusters(),
        some.components(),
        some.covariance() == null && mixture ? "diagonal" : some.covariance(),
        some.varianceFloor() == null && mixture
            ? Double.valueOf(VARIANCE_FLOOR)
            : some.varianceFloor(),
        some.solver() == null && type.equals("pca")
            ? (once && inputs <= MOST_INPUTS_OF_A_COVARIANCE ? "covariance" : "iterations")
            : some.solver(),
        some.image(),
        some.filters(),
        some.kernel(),
        some.user(),
        some.item(),
        some.negatives(),
        some.code());
  }

  /** There is no gradient, so there is nothing to say. */
  static OptimizerSpec optimizer() {
    return new OptimizerSpec(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null);
  }
}
