package io.tributary.engine.codec;

import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.optimizer.LineSearch;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;
import org.jspecify.annotations.Nullable;

/**
 * How many integers contributions and updates carry: as many as the codec makes of a gradient, the
 * same in each step; but where partitions hold columns, or sum statistics, as many as the step
 * needs.
 *
 * @param largest the most that a step carries
 * @param parameters of the model
 * @param units scores that a row has in the first layer; 0 where partitions hold rows
 * @param fitting of a model that is learnt without gradients; null for others
 */
public record StepValues(
    BatchPlan batches, int largest, int parameters, int units, @Nullable Fitting fitting) {

  public static StepValues of(TrainingPlan plan) {
    int units = plan.columns() == null ? 0 : units(plan);
    int values = GradientDecoder.of(plan).values();
    Fitting fitting =
        plan.model() instanceof ModelDefinition.Unsupervised ? Fitting.of(plan) : null;
    return new StepValues(plan.batches(), values, InitialParameters.count(plan), units, fitting);
  }

  private static int units(TrainingPlan plan) {
    return switch (plan.model()) {
      case ModelDefinition.Linear linear -> plan.scores();
      case ModelDefinition.Mlp mlp -> mlp.hidden().getFirst();
      case ModelDefinition.Autoencoder coder ->
          throw new IllegalArgumentException("columns of an autoencoder");
      case ModelDefinition.Cnn cnn -> throw new IllegalArgumentException("columns of images");
      case ModelDefinition.FactorizationMachine machine ->
          throw new IllegalArgumentException("columns of a factorization machine");
      case ModelDefinition.Unsupervised model ->
          throw new IllegalArgumentException("%s does not split columns".formatted(model));
    };
  }

  /** Of a codec that makes one integer of each number. */
  static int onGrid(TrainingPlan plan) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return Fitting.of(plan).mostValues();
    }
    int parameters = InitialParameters.count(plan);
    if (plan.columns() != null) {
      BatchPlan batches = plan.batches();
      int rows = Math.min(batches.batchSize(), batches.partitionRows().getFirst());
      return Math.max(parameters, Math.multiplyExact(rows, units(plan)));
    }
    return plan.optimizer() instanceof OptimizerDefinition.SecondOrder
        ? Math.max(parameters, LineSearch.LENGTHS)
        : parameters;
  }

  /** What {@code step} carries; scores have the shape [rows of the batch, units], row-major. */
  public int at(long step) {
    if (fitting != null) {
      return fitting.values(step);
    }
    if (units == 0) {
      return largest;
    }
    return batches.gathersAt(step) ? parameters : batches.rowsAt(0, step) * units;
  }
}
