package io.tributary.engine.kernel;

import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;

/**
 * Where the parameters of a factorization machine lie: those of a linear layer, then the factors as
 * a layer of {@code scores * count} outputs without biases, factor by factor within a score.
 *
 * @param count factors of an input, per score
 */
record FactorShape(DenseLayer linear, DenseLayer factors, int count) {

  static FactorShape of(TrainingPlan plan) {
    ModelDefinition.FactorizationMachine model =
        (ModelDefinition.FactorizationMachine) plan.model();
    return of(plan.preprocessing().inputs(), plan.scores(), model);
  }

  static FactorShape of(int inputs, int scores, ModelDefinition.FactorizationMachine model) {
    DenseLayer linear = DenseLayer.at(0, inputs, scores, model.bias());
    DenseLayer factors =
        DenseLayer.at(linear.end(), inputs, Math.multiplyExact(scores, model.factors()), false);
    return new FactorShape(linear, factors, model.factors());
  }

  int parameterCount() {
    return factors.end();
  }

  void requireParameters(float[] parameters) {
    if (parameters.length != parameterCount()) {
      throw new IllegalArgumentException(
          "%d parameters for a model of %d".formatted(parameters.length, parameterCount()));
    }
  }

  /**
   * Squared lengths of the vectors.
   *
   * @param target overwritten, shape [scores, inputs], column-major
   */
  void strengths(float[] parameters, float[] target) {
    Arrays.fill(target, 0);
    for (int i = 0; i < factors.weights(); i++) {
      float factor = parameters[factors.weightsAt() + i];
      target[i / count] += factor * factor;
    }
  }

  /** gradient of the factors -= factors * slopes of the strengths. */
  void subtract(float[] parameters, float[] slopes, float[] gradient) {
    for (int i = 0; i < factors.weights(); i++) {
      int at = factors.weightsAt() + i;
      gradient[at] -= parameters[at] * slopes[i / count];
    }
  }
}
