package io.tributary.engine.contribution;

import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;

/**
 * How long the partitions' gradients of one step are before they are summed. Together with the
 * length of their sum it tells how noisy a gradient is (McCandlish et al., "An Empirical Model of
 * Large-Batch Training", 2018, appendix A). Advice, never part of the model: summed in float64 in
 * the order of arrival, so its last digits may differ from run to run.
 *
 * @param squares sum over the partitions that had rows: squared Euclidean norm of the sum of the
 *     gradients over the partition's rows, divided by these rows
 * @param partitions how many that are
 */
public record GradientSpread(double squares, int partitions) {
  static final GradientSpread NONE = new GradientSpread(0, 0);

  /** A look at every vector costs about as much as a few rows, so it is not taken in every step. */
  private static final int EVERY = 8;

  private static final int LANES = 4;

  public GradientSpread plus(GradientSpread other) {
    return new GradientSpread(squares + other.squares, partitions + other.partitions);
  }

  /** One partition's. {@code rows} may be 0. */
  static GradientSpread of(float[] gradient, long rows) {
    return rows == 0 ? NONE : new GradientSpread(squaredNorm(gradient) / rows, 1);
  }

  /** Four sums side by side, as one would wait for its own last addition. */
  private static double squaredNorm(float[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + LANES <= values.length; i += LANES) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
    }
    for (; i < values.length; i++) {
      a += (double) values[i] * values[i];
    }
    return a + b + c + d;
  }

  /** Whether contributions to {@code step} carry it. */
  public static boolean isTakenAt(TrainingPlan plan, long step) {
    return step % EVERY == 0 && isTakenIn(plan);
  }

  /**
   * Whether a step is a sum of plain gradients over several partitions' rows, at the same
   * parameters, and nearly as exact as they were computed: only then is there something to compare.
   */
  public static boolean isTakenIn(TrainingPlan plan) {
    boolean together =
        plan.strategy() instanceof StrategyDefinition.Synchronous
            || plan.strategy() instanceof StrategyDefinition.Pipelined;
    boolean fine =
        plan.compression() instanceof CompressionDefinition.None
            || plan.compression() instanceof CompressionDefinition.Int16;
    boolean gradients =
        plan.columns() == null
            && !(plan.optimizer() instanceof OptimizerDefinition.SecondOrder)
            && !(plan.model() instanceof ModelDefinition.Unsupervised);
    return together && fine && gradients && plan.batches().partitions() > 1;
  }
}
