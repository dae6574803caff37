package io.tributary.engine.state;

import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.RowMark;
import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;

/**
 * The rows that an epoch of a plan needs: each as often as the plan's passes and phases say. Found
 * from the partitions' sizes alone, not from the order in which steps use them, so that a fault in
 * that order shows; but for partitions that are drawn, where the order says what was meant.
 */
final class EpochRows {
  private final TrainingPlan plan;
  private final BatchPlan batches;
  private final int uses;
  private final long[] marks;

  EpochRows(TrainingPlan plan) {
    this.plan = plan;
    this.batches = plan.batches();
    this.uses = plan.strategy().passes() * batches.phases();
    // Partitions that hold columns have the same rows.
    this.marks = new long[plan.columns() == null ? batches.partitions() : 1];
    for (int partition = 0; partition < marks.length; partition++) {
      marks[partition] =
          uses * RowMark.in(partition, RowMark.ofAll(batches.partitionRows().get(partition)));
    }
  }

  /**
   * Takes in what a committed step used.
   *
   * @param state after the step
   */
  void follow(Update update, TrainingState state) {
    RowLedger ledger = state.rowLedger();
    Origin origin = update.summary().origin();
    if (origin != null) {
      int partition = origin.partition();
      ledger.add(partition, update.summary().train());
      if (state.clock(partition) % batches.stepsPerEpoch() == 0) {
        ledger.end(
            partition, (long) uses * batches.partitionRows().get(partition), marks[partition]);
      }
      return;
    }
    ledger.add(0, update.summary().train());
    long before = known(update.step() - 1);
    long now = known(update.step());
    if (now > before && now % batches.stepsPerEpoch() == 0) {
      end(ledger, Math.toIntExact(now / batches.stepsPerEpoch()) - 1);
    }
  }

  /** Batches of each partition whose rows the steps up to {@code step} tell. */
  private long known(long step) {
    if (step < 0) {
      return 0;
    }
    // Partitions that hold columns learn from a batch in the step after it.
    return batches.batchOf(plan.columns() == null ? step + 1 : step);
  }

  private void end(RowLedger ledger, int epoch) {
    long rows = 0;
    long mark = 0;
    if (plan.strategy() instanceof StrategyDefinition.LocalSgd local && local.fraction() < 1) {
      for (int partition = 0; partition < marks.length; partition++) {
        long[] drawn = drawn(partition, epoch);
        rows += drawn[0];
        mark += RowMark.in(partition, drawn[1]);
      }
    } else {
      for (int partition = 0; partition < marks.length; partition++) {
        rows += (long) uses * batches.partitionRows().get(partition);
        mark += marks[partition];
      }
    }
    ledger.end(0, rows, mark);
  }

  /**
   * Number and mark of the rows of a partition in the steps of {@code epoch} that it was drawn for.
   */
  private long[] drawn(int partition, int epoch) {
    long[] drawn = new long[2];
    long first = (long) epoch * batches.stepsPerEpoch();
    for (int pass = 0; pass < uses; pass++) {
      int[] order =
          BatchOrder.order(
              plan.seed(),
              partition,
              Math.addExact(epoch * uses, pass),
              batches.partitionRows().get(partition));
      for (long step = first; step < first + batches.stepsPerEpoch(); step++) {
        if (plan.takesPart(partition, step)) {
          int from = batches.firstPosition(partition, step);
          int count = batches.rowsAt(partition, step);
          drawn[0] += count;
          for (int i = from; i < from + count; i++) {
            drawn[1] += RowMark.of(order[i]);
          }
        }
      }
    }
    return drawn;
  }
}
