package io.tributary.engine.contribution;

import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.Neighbourhood;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.optimizer.L2Penalty;
import io.tributary.engine.optimizer.LineSearch;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * A partition's share of each phase of a second-order method; slot 0 holds the objective's
 * gradient, slot 1 the direction. Every share is a sum over the partition's rows, so that the mean
 * over all rows is what the fold needs.
 */
final class SecondOrderWork implements PartitionWork {
  private final TrainingPlan plan;
  private final OptimizerDefinition.SecondOrder method;
  private final GradientKernel kernel;
  private final float[] gradient;
  private final LocalDirection direction;
  private final double[] changes = new double[LineSearch.LENGTHS];

  SecondOrderWork(
      TrainingPlan plan, OptimizerDefinition.SecondOrder method, GradientKernel kernel) {
    this.plan = plan;
    this.method = method;
    this.kernel = kernel;
    L2Penalty penalty = new L2Penalty(plan.regularization().l2(), ParameterBlocks.of(plan));
    this.gradient = new float[kernel.parameterCount()];
    this.direction =
        switch (method) {
          case OptimizerDefinition.Giant giant ->
              new NewtonDirection(giant.localIterations(), penalty, kernel.parameterCount());
          case OptimizerDefinition.Dane dane -> new DaneDirection(dane, penalty, kernel);
          case OptimizerDefinition.LimitedBfgs bfgs -> LocalDirection.NONE;
        };
  }

  @Override
  public MetricSums contribute(
      PartitionRows partition, long step, float[] parameters, float[][] slots, float[] target) {
    Arrays.fill(target, 0);
    return switch (method.phaseOf(step)) {
      case GRADIENT -> gradient(partition, step, target);
      case DIRECTION -> direction(partition.train(), parameters, slots[0], target);
      case LINE_SEARCH -> lineSearch(partition.train(), slots[0], slots[1], target);
    };
  }

  private MetricSums gradient(PartitionRows partition, long step, float[] target) {
    Examples rows = partition.train();
    MetricSums sums = kernel.gradient(rows, partition.order(plan, step), 0, rows.rows(), gradient);
    System.arraycopy(gradient, 0, target, 0, gradient.length);
    return sums;
  }

  private MetricSums direction(Examples rows, float[] parameters, float[] shared, float[] target) {
    Neighbourhood around = kernel.around(rows);
    MetricSums sums = around.sums();
    if (rows.rows() == 0) {
      return sums;
    }
    double[] own = direction.of(around, rows, parameters, shared);
    for (int i = 0; i < own.length; i++) {
      target[i] = (float) (rows.rows() * own[i]);
    }
    return sums;
  }

  private MetricSums lineSearch(Examples rows, float[] slope, float[] direction, float[] target) {
    Neighbourhood around = kernel.around(rows);
    around.lossChanges(direction, LineSearch.lengths(), changes);
    LineSearch.toRatios(changes, LineSearch.slope(slope, direction), rows.rows(), target);
    return around.sums();
  }
}
