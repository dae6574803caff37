package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.L2Penalty;
import io.tributary.engine.optimizer.LimitedMemory;
import io.tributary.engine.optimizer.LineSearch;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;

/**
 * The phases of a second-order method: the mean gradient and the direction wait in slots 0 and 1
 * until the line search moves the parameters and leaves their change in slot 1. The penalty is
 * added here, where it is known exactly.
 */
final class SecondOrderFold implements StepFold {
  private final OptimizerDefinition.SecondOrder method;
  private final GradientDecoder decoder;
  private final L2Penalty penalty;
  private final float[] mean;

  SecondOrderFold(TrainingPlan plan, OptimizerDefinition.SecondOrder method) {
    this.method = method;
    this.decoder = GradientDecoder.of(plan);
    this.penalty = new L2Penalty(plan.regularization().l2(), ParameterBlocks.of(plan));
    this.mean = new float[decoder.values()];
  }

  @Override
  public void fold(Update update, TrainingState state) {
    long rows = update.summary().train().rows();
    if (rows == 0) {
      return;
    }
    decoder.decode(update, rows, state.shared(), mean);
    float[] parameters = state.parameters();
    float[] gradient = state.slots()[0];
    float[] direction = state.slots()[1];
    switch (method.phaseOf(update.step())) {
      case GRADIENT -> {
        System.arraycopy(mean, 0, gradient, 0, gradient.length);
        penalty.addGradient(parameters, gradient);
        if (method instanceof OptimizerDefinition.LimitedBfgs bfgs) {
          new LimitedMemory(bfgs.history())
              .direction(pairs(state), iterationOf(update), gradient, direction);
        }
      }
      case DIRECTION -> System.arraycopy(mean, 0, direction, 0, direction.length);
      case LINE_SEARCH -> {
        double slope = LineSearch.slope(gradient, direction);
        double length = LineSearch.choose(mean, slope, penalty, parameters, direction);
        for (int i = 0; i < parameters.length; i++) {
          float before = parameters[i];
          parameters[i] = (float) (before - length * direction[i]);
          direction[i] = parameters[i] - before;
        }
        if (method instanceof OptimizerDefinition.LimitedBfgs bfgs) {
          new LimitedMemory(bfgs.history())
              .moved(pairs(state), iterationOf(update), direction, gradient);
        }
      }
    }
  }

  private long iterationOf(Update update) {
    return update.step() / method.phases();
  }

  private static float[][] pairs(TrainingState state) {
    return Arrays.copyOfRange(state.slots(), 2, state.slots().length);
  }
}
