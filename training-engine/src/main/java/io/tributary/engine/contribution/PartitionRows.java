package io.tributary.engine.contribution;

import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;

/**
 * One partition's rows on the agent that owns it, ready for the kernel. Not thread-safe: it
 * remembers the order of the current epoch.
 */
public final class PartitionRows {
  private final int index;
  private final Examples train;
  private final Examples holdout;
  private int orderedEpoch = -1;
  private int[] order = new int[0];

  public PartitionRows(int index, Examples train, Examples holdout) {
    this.index = index;
    this.train = train;
    this.holdout = holdout;
  }

  public int index() {
    return index;
  }

  public Examples train() {
    return train;
  }

  public Examples holdout() {
    return holdout;
  }

  /** The partition's rows in the order of the epoch that {@code step} belongs to; not copied. */
  int[] order(TrainingPlan plan, long step) {
    int epoch = plan.batches().epochOf(step);
    if (epoch != orderedEpoch) {
      order = BatchOrder.order(plan.seed(), index, epoch, train.rows());
      orderedEpoch = epoch;
    }
    return order;
  }
}
