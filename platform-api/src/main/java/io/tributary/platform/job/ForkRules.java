package io.tributary.platform.job;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.job.spec.Violations;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a job may start from another job's checkpoint: it must be there, and everything that
 * decides how many parameters there are and what they mean must be the same.
 */
@Component
class ForkRules {
  private final JobRows rows;
  private final JobJson json;
  private final Checkpoints checkpoints;

  ForkRules(JobRows rows, JobJson json, Checkpoints checkpoints) {
    this.rows = rows;
    this.json = json;
    this.checkpoints = checkpoints;
  }

  /**
   * The point that {@code spec} starts from; null for a job from scratch or from a model, and for a
   * wrong one.
   */
  @Nullable ForkPoint check(JobSpec spec, Violations violations) {
    if (spec.warmStart() == null) {
      return null;
    }
    ForkPoint point = ForkPoint.parse(spec.warmStart()).orElse(null);
    if (point == null) {
      // The name of a model, then: StartRules looks at it.
      return null;
    }
    UUID source = point.job().value();
    Job job = rows.findById(source).orElse(null);
    if (job == null) {
      violations.add(
          "warmStart",
          "warmStart names job %s, which does not exist.".formatted(source),
          "GET /api/v1/jobs lists the jobs there are.");
      return null;
    }
    if (checkpoints.stateAt(point.job(), point.step()).isEmpty()) {
      violations.add(
          "warmStart",
          "warmStart names step %d of job %s, which has no checkpoint."
              .formatted(point.step(), source),
          "GET /api/v1/jobs/%s/checkpoints lists the steps that have one.".formatted(source));
      return null;
    }
    requireSameShape(spec, json.spec(job.spec()), violations);
    return point;
  }

  private static void requireSameShape(JobSpec spec, JobSpec source, Violations violations) {
    same("dataset", spec.dataset(), source.dataset(), violations);
    same("label", spec.label(), source.label(), violations);
    same("weight", spec.weight(), source.weight(), violations);
    same("features", spec.features(), source.features(), violations);
    same("task", spec.task(), source.task(), violations);
    same("preprocessing", spec.preprocessing(), source.preprocessing(), violations);
    ModelSpec model = Objects.requireNonNull(spec.model());
    ModelSpec was = Objects.requireNonNull(source.model());
    same("model.type", model.type(), was.type(), violations);
    same("model.hidden", model.hidden(), was.hidden(), violations);
    same("model.activation", model.activation(), was.activation(), violations);
    same("model.bias", model.bias(), was.bias(), violations);
    same("model.image", model.image(), was.image(), violations);
    same("model.filters", model.filters(), was.filters(), violations);
    same("model.kernel", model.kernel(), was.kernel(), violations);
    same("model.factors", model.factors(), was.factors(), violations);
    same("model.loss", model.loss(), was.loss(), violations);
    same("model.clusters", model.clusters(), was.clusters(), violations);
    same("model.components", model.components(), was.components(), violations);
    same("model.covariance", model.covariance(), was.covariance(), violations);
    same("model.solver", model.solver(), was.solver(), violations);
    OptimizerSpec optimizer = Objects.requireNonNull(spec.optimizer());
    OptimizerSpec optimizerWas = Objects.requireNonNull(source.optimizer());
    same("optimizer.type", optimizer.type(), optimizerWas.type(), violations);
  }

  private static void same(
      String field, @Nullable Object value, @Nullable Object was, Violations violations) {
    if (violations.sound(field) && !Objects.equals(value, was)) {
      violations.add(
          field,
          "%s is %s, but the checkpoint was made with %s.".formatted(field, value, was),
          "Leave %s out to keep it; to change it, submit a job from scratch.".formatted(field));
    }
  }
}
