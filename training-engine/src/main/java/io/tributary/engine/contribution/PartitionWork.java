package io.tributary.engine.contribution;

import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;

/**
 * What one partition adds to a step, before it goes onto the grid. Depends on the partition's rows,
 * the step and the parameters only, never on other partitions or earlier calls. Not thread-safe.
 */
interface PartitionWork {

  /**
   * @param parameters of the step's base; read-only, and loaded into the kernel before the call and
   *     after it
   * @param slots of the optimiser at the same state; read-only
   * @param target overwritten with a vector that, summed over all partitions and divided by their
   *     rows, is what the update rule takes as mean gradient
   * @return sums over the rows used
   */
  MetricSums contribute(
      PartitionRows partition, long step, float[] parameters, float[][] slots, float[] target);

  /** Length of the target. */
  static int targetLength(TrainingPlan plan, GradientKernel kernel) {
    return plan.optimizer() instanceof OptimizerDefinition.SecondOrder
        ? GradientCodec.of(plan).values()
        : kernel.parameterCount();
  }

  static PartitionWork of(TrainingPlan plan, GradientKernel kernel) {
    if (plan.optimizer() instanceof OptimizerDefinition.SecondOrder method) {
      return new SecondOrderWork(plan, method, kernel);
    }
    return switch (plan.strategy()) {
      case StrategyDefinition.LocalSgd local -> new LocalSgdWork(plan, local, kernel);
      case StrategyDefinition.Synchronous synchronous -> new GradientWork(plan, kernel);
      case StrategyDefinition.Pipelined pipelined -> new GradientWork(plan, kernel);
      case StrategyDefinition.ByArrival byArrival -> new GradientWork(plan, kernel);
      case StrategyDefinition.Gossip gossip ->
          throw new IllegalArgumentException("a partition that gossips learns between steps");
    };
  }
}
