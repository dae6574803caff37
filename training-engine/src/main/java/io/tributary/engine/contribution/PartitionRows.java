package io.tributary.engine.contribution;

import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.stream.IntStream;

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

  /**
   * The partition's rows in the order of the epoch that {@code step} belongs to, as they lie where
   * each step uses all of them; not copied.
   */
  int[] order(TrainingPlan plan, long step) {
    return order(plan.batches().epochOf(step), plan);
  }

  /**
   * The same in another order for each pass, where a step makes several over the same rows.
   *
   * @param pass from 0
   */
  int[] order(TrainingPlan plan, long step, int pass) {
    int passes = plan.strategy().passes();
    return order(Math.addExact(plan.batches().epochOf(step) * passes, pass), plan);
  }

  private int[] order(int epoch, TrainingPlan plan) {
    if (epoch != orderedEpoch) {
      order =
          plan.batches().phases() > 1
              ? IntStream.range(0, train.rows()).toArray()
              : BatchOrder.order(plan.seed(), orderOf(plan), epoch, train.rows());
      orderedEpoch = epoch;
    }
    return order;
  }

  /** Partitions that hold columns use the same rows, in the order of one that is alone. */
  private int orderOf(TrainingPlan plan) {
    return plan.columns() == null ? index : 0;
  }
}
