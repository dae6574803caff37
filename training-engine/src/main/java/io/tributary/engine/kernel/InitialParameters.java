package io.tributary.engine.kernel;

import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;
import java.util.Arrays;

/** The parameters a job starts from: a function of its plan. */
public final class InitialParameters {
  /** Names the stream of initial parameters among those of a seed. */
  private static final long STREAM = 0x696E697469616CL;

  /** A standard deviation of 0.05. */
  private static final double FACTOR_LIMIT = 0.05 * Math.sqrt(3);

  private InitialParameters() {}

  /** Length of the parameter vector of {@code plan}'s model. */
  public static int count(TrainingPlan plan) {
    return plan.model() instanceof ModelDefinition.Unsupervised
        ? Fitting.of(plan).parameters()
        : NetworkShape.of(plan).parameterCount();
  }

  /** A new vector, owned by the caller. */
  public static float[] of(TrainingPlan plan) {
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return new float[count(plan)];
    }
    NetworkShape shape = NetworkShape.of(plan);
    float[] parameters = new float[shape.parameterCount()];
    Initial initial = plan.model().initial();
    switch (initial) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(parameters, 1);
      case RANDOM -> random(plan, shape, parameters);
    }
    return parameters;
  }

  private static void random(TrainingPlan plan, NetworkShape shape, float[] parameters) {
    long key = CounterHash.key(plan.seed(), STREAM);
    if (plan.model() instanceof ModelDefinition.FactorizationMachine) {
      // As in the paper: only the factors are random, and small, so that it begins almost linear.
      uniform(shape.layers().getLast(), FACTOR_LIMIT, key, parameters);
    } else {
      shape.layers().forEach(layer -> uniform(layer, glorot(layer), key, parameters));
    }
  }

  private static double glorot(DenseLayer layer) {
    return Math.sqrt(6.0 / ((double) layer.inputs() + layer.outputs()));
  }

  private static void uniform(DenseLayer layer, double limit, long key, float[] parameters) {
    for (int i = layer.weightsAt(); i < layer.biasesAt(); i++) {
      double unit = (CounterHash.bits(key, i) >>> 11) * 0x1p-53;
      parameters[i] = (float) ((2 * unit - 1) * limit);
    }
  }
}
