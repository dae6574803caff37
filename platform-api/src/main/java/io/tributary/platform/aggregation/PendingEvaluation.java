package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.StepSum.Verdict;
import io.tributary.engine.metric.MetricSums;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation that steps do not wait for: each agent evaluates its partitions' holdout when its
 * replica passes the step. Not thread-safe: belongs to the job's event loop.
 */
final class PendingEvaluation {
  private final long step;
  private final byte[] digest;
  private final double parametersNorm;
  private final int partitions;
  private final BitSet covered = new BitSet();
  private @Nullable MetricSums sums;

  /**
   * @param step committed steps at which the holdout is evaluated
   * @param digest of the parameters there
   * @param parametersNorm their Euclidean norm
   */
  PendingEvaluation(long step, byte[] digest, double parametersNorm, int partitions) {
    this.step = step;
    this.digest = digest;
    this.parametersNorm = parametersNorm;
    this.partitions = partitions;
  }

  long step() {
    return step;
  }

  byte[] digest() {
    return digest;
  }

  /** Takes some partitions' part in; each counts once. */
  Verdict add(Contribution.Evaluation evaluation) {
    if (evaluation.header().partitions().largest() >= partitions) {
      return Verdict.INVALID;
    }
    if (evaluation.header().partitions().intersects(covered)) {
      return Verdict.DUPLICATE;
    }
    evaluation.header().partitions().addTo(covered);
    sums = sums == null ? evaluation.sums() : sums.plus(evaluation.sums());
    return Verdict.TAKEN;
  }

  /** The evaluation, once every partition is in it; null before. */
  Outcome.@Nullable Evaluated whole() {
    MetricSums whole = sums;
    return whole != null && covered.cardinality() == partitions
        ? new Outcome.Evaluated(step, whole, parametersNorm)
        : null;
  }
}
