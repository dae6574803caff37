package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.job.ClassWeights;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loss of a complete job spec in the engine's terms: weights by class in place of labels. */
final class LossDefinitions {
  private LossDefinitions() {}

  /**
   * @param classRows training rows by class
   */
  static LossDefinition of(JobSpec spec, Preprocessing fitted, List<Long> classRows) {
    ModelSpec model = requireNonNull(spec.model());
    List<Double> weights =
        weights(requireNonNull(spec.training()).classWeights(), fitted, classRows);
    String name = model.loss();
    if (name == null) {
      // Accepted before losses could be chosen.
      return LossDefinition.usual(
          fitted.target() instanceof TargetTransform.Classes
              ? Task.CLASSIFICATION
              : Task.REGRESSION);
    }
    return switch (name) {
      case "cross-entropy" -> new LossDefinition.CrossEntropy(weights);
      case "logistic" -> new LossDefinition.Logistic(weights);
      case "hinge" -> new LossDefinition.Hinge(weights);
      case "squared-hinge" -> new LossDefinition.SquaredHinge(weights);
      case "squared" -> new LossDefinition.SquaredError();
      case "huber" -> new LossDefinition.Huber(requireNonNull(model.delta()).floatValue());
      case "poisson" -> new LossDefinition.Poisson();
      case "pairwise" -> new LossDefinition.Pairwise(requireNonNull(model.negatives()));
      default -> throw new IllegalStateException("loss " + name);
    };
  }

  /** How labels become targets: a Poisson mean is positive, so it is made one, never moved. */
  static Scaling labelScaling(JobSpec spec, Scaling scaling) {
    boolean poisson = "poisson".equals(requireNonNull(spec.model()).loss());
    return poisson && scaling == Scaling.STANDARDIZE ? Scaling.MEAN : scaling;
  }

  private static List<Double> weights(
      @Nullable ClassWeights asked, Preprocessing fitted, List<Long> classRows) {
    if (asked == null || !(fitted.target() instanceof TargetTransform.Classes classes)) {
      return List.of();
    }
    Map<String, Double> byLabel = asked.byLabel();
    double all = classRows.stream().mapToLong(Long::longValue).sum();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < classRows.size(); i++) {
      weights.add(
          byLabel == null
              ? all / (classRows.size() * (double) classRows.get(i))
              : byLabel.getOrDefault(classes.classes().get(i), 1.0));
    }
    return weights;
  }
}
