package io.tributary.engine.kernel;

import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;

/** The parameters a job starts from: a function of its plan. */
public final class InitialParameters {
  /** Names the stream of initial parameters among those of a seed. */
  private static final long STREAM = 0x696E697469616CL;

  private InitialParameters() {}

  /** Length of the parameter vector of {@code plan}'s model. */
  public static int count(TrainingPlan plan) {
    return NetworkShape.of(plan).parameterCount();
  }

  /** A new vector, owned by the caller. */
  public static float[] of(TrainingPlan plan) {
    NetworkShape shape = NetworkShape.of(plan);
    float[] parameters = new float[shape.parameterCount()];
    Initial initial = plan.model().initial();
    switch (initial) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(parameters, 1);
      case RANDOM -> {
        long key = CounterHash.key(plan.seed(), STREAM);
        shape.layers().forEach(layer -> glorot(layer, key, parameters));
      }
    }
    return parameters;
  }

  private static void glorot(DenseLayer layer, long key, float[] parameters) {
    double limit = Math.sqrt(6.0 / ((double) layer.inputs() + layer.outputs()));
    for (int i = layer.weightsAt(); i < layer.biasesAt(); i++) {
      double unit = (CounterHash.bits(key, i) >>> 11) * 0x1p-53;
      parameters[i] = (float) ((2 * unit - 1) * limit);
    }
  }
}
