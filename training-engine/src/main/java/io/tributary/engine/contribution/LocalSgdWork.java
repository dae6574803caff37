package io.tributary.engine.contribution;

import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;

/**
 * How far the partition's own trajectory of local steps leads away from the shared parameters,
 * times its rows: FedAvg's weights (McMahan et al., AISTATS 2017, algorithm 1). The local optimiser
 * starts afresh in each round, so a partition has no state that could be lost with an agent.
 */
final class LocalSgdWork implements PartitionWork {
  private final TrainingPlan plan;
  private final StrategyDefinition.LocalSgd strategy;
  private final GradientKernel kernel;
  private final UpdateRule rule;
  private final MetricSums noRows;
  private final float[] local;
  private final float[][] localSlots;

  LocalSgdWork(TrainingPlan plan, StrategyDefinition.LocalSgd strategy, GradientKernel kernel) {
    this.plan = plan;
    this.strategy = strategy;
    this.kernel = kernel;
    this.rule = UpdateRule.local(plan, ParameterBlocks.of(plan));
    this.noRows = MetricLayout.of(plan).zero();
    this.local = new float[kernel.parameterCount()];
    this.localSlots = new float[rule.slots()][kernel.parameterCount()];
  }

  @Override
  public MetricSums contribute(
      PartitionRows partition, long step, float[] parameters, float[][] slots, float[] target) {
    if (!plan.takesPart(partition.index(), step)) {
      Arrays.fill(target, 0);
      return noRows;
    }
    System.arraycopy(parameters, 0, local, 0, local.length);
    for (float[] slot : localSlots) {
      Arrays.fill(slot, 0);
    }
    kernel.epoch(plan.batches().epochOf(step));
    MetricSums seen = noRows;
    for (int pass = 0; pass < strategy.passes(); pass++) {
      seen = seen.plus(learn(partition, step, pass, target));
    }
    kernel.load(parameters);
    for (int i = 0; i < target.length; i++) {
      target[i] = seen.rows() * (parameters[i] - local[i]);
    }
    return seen;
  }

  /** One pass over the step's rows; leaves the kernel with the parameters before its last batch. */
  private MetricSums learn(PartitionRows partition, long step, int pass, float[] gradient) {
    int all = plan.batches().rowsAt(partition.index(), step);
    int first = plan.batches().firstPosition(partition.index(), step);
    int batch = plan.batches().batchRows(partition.index());
    int[] order = partition.order(plan, step, pass);
    long localStep = (step * strategy.passes() + pass) * strategy.localSteps();
    MetricSums seen = noRows;
    for (int done = 0; done < all; done += batch) {
      int count = Math.min(batch, all - done);
      kernel.load(local);
      kernel.draw(plan.drawKey(partition.index(), localStep + done / batch));
      seen = seen.plus(kernel.gradient(partition.train(), order, first + done, count, gradient));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= count;
      }
      rule.apply(local, localSlots, gradient, localStep + done / batch);
    }
    return seen;
  }
}
