package io.tributary.engine.contribution;

import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;

/** The sum of the gradients over the partition's batch. */
record GradientWork(TrainingPlan plan, GradientKernel kernel) implements PartitionWork {
  @Override
  public MetricSums contribute(
      PartitionRows partition, long step, float[] parameters, float[][] slots, float[] target) {
    int count = plan.batches().rowsAt(partition.index(), step);
    int from = plan.batches().firstPosition(partition.index(), step);
    kernel.epoch(plan.batches().epochOf(step));
    kernel.draw(plan.drawKey(partition.index(), step));
    return kernel.gradient(partition.train(), partition.order(plan, step), from, count, target);
  }
}
