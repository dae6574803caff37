package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.List;

/**
 * Which rows each partition uses at which step.
 *
 * <p>The global batch is split over the partitions: partition {@code p} of {@code P} takes {@code
 * batchSize / P} rows a step, the first {@code batchSize % P} partitions one more. An epoch has as
 * many steps as the slowest partition needs to use each of its rows exactly once; a partition that
 * is through early contributes empty batches until the epoch ends.
 *
 * <p>Where partitions hold columns of the same rows ({@link ColumnSplit}), all of them use the same
 * batch: the one that a single partition would take. After every {@code gatherEvery} such steps,
 * and after the last, one more collects the parameters; it uses no rows.
 *
 * @param partitionRows training rows of each partition
 * @param batchSize global rows per step, at least the number of partitions
 * @param epochs at least 1
 * @param batchesPerStep batches that each partition works through in one step, at least 1
 * @param phases 1; or, where more, the steps of an epoch, each of which uses every row: an epoch is
 *     then one iteration of a method that meets the rows several times
 * @param gatherEvery 0; or, where partitions hold columns, the batches between two steps that
 *     gather
 * @param startSteps steps before the first epoch, in which partitions look at all of their rows to
 *     find out where a model begins; no row counts as used in them; none in plans that were stored
 *     before there were any
 */
public record BatchPlan(
    List<Integer> partitionRows,
    int batchSize,
    int epochs,
    int batchesPerStep,
    int phases,
    int gatherEvery,
    @JsonSetter(nulls = Nulls.AS_EMPTY) int startSteps) {
  public BatchPlan {
    partitionRows = List.copyOf(partitionRows);
    if (partitionRows.isEmpty()
        || batchSize < (gatherEvery > 0 ? 1 : partitionRows.size())
        || epochs < 1
        || batchesPerStep < 1
        || phases < 1
        || gatherEvery < 0
        || startSteps < 0
        || (gatherEvery > 0 && (phases > 1 || batchesPerStep > 1))
        || (startSteps > 0 && (phases > 1 || gatherEvery > 0))) {
      throw new IllegalArgumentException(
          "batch plan with %d partitions, batch size %d, %d epochs, %d batches per step, %d phases, gathering every %d, %d steps to start"
              .formatted(
                  partitionRows.size(),
                  batchSize,
                  epochs,
                  batchesPerStep,
                  phases,
                  gatherEvery,
                  startSteps));
    }
  }

  /** Partitions that hold different rows. */
  public BatchPlan(
      List<Integer> partitionRows, int batchSize, int epochs, int batchesPerStep, int phases) {
    this(partitionRows, batchSize, epochs, batchesPerStep, phases, 0, 0);
  }

  /** Partitions that hold different columns of the same {@code rows}. */
  public static BatchPlan ofColumns(
      int rows, int partitions, int batchSize, int epochs, int gatherEvery) {
    return new BatchPlan(
        Collections.nCopies(partitions, rows), batchSize, epochs, 1, 1, gatherEvery, 0);
  }

  /** One phase. */
  public BatchPlan(List<Integer> partitionRows, int batchSize, int epochs, int batchesPerStep) {
    this(partitionRows, batchSize, epochs, batchesPerStep, 1);
  }

  /** All rows in each of the {@code phases} steps of each of the {@code iterations}. */
  public static BatchPlan allRows(List<Integer> partitionRows, int iterations, int phases) {
    int largest = partitionRows.stream().mapToInt(Integer::intValue).max().orElse(1);
    int batchSize = Math.multiplyExact(Math.max(1, largest), partitionRows.size());
    return new BatchPlan(partitionRows, batchSize, iterations, 1, phases);
  }

  /** The same after {@code steps} that find out where a model begins. */
  public BatchPlan after(int steps) {
    return new BatchPlan(
        partitionRows, batchSize, epochs, batchesPerStep, phases, gatherEvery, steps);
  }

  /** One batch per step. */
  public BatchPlan(List<Integer> partitionRows, int batchSize, int epochs) {
    this(partitionRows, batchSize, epochs, 1);
  }

  public int partitions() {
    return partitionRows.size();
  }

  /** Rows of a full batch of partition {@code partition}. */
  public int batchRows(int partition) {
    if (gatherEvery > 0) {
      return batchSize;
    }
    return batchSize / partitions() + (partition < batchSize % partitions() ? 1 : 0);
  }

  /**
   * Rows that partition {@code partition} takes in a full step, as a number that cannot overflow.
   */
  private long stepRows(int partition) {
    return (long) batchRows(partition) * batchesPerStep;
  }

  /** Steps that use an epoch's rows. */
  public int stepsPerEpoch() {
    if (phases > 1) {
      return phases;
    }
    int steps = 1;
    for (int p = 0; p < partitions(); p++) {
      steps = Math.max(steps, (int) Math.ceilDiv((long) partitionRows.get(p), stepRows(p)));
    }
    return steps;
  }

  /** Steps of the whole training, those that gather and those before the first epoch too. */
  public long totalSteps() {
    long batches = Math.multiplyExact((long) stepsPerEpoch(), epochs);
    return gatherEvery == 0
        ? Math.addExact(batches, startSteps)
        : batches + Math.ceilDiv(batches, gatherEvery);
  }

  /** Whether {@code step} collects the parameters of partitions that hold columns. */
  public boolean gathersAt(long step) {
    return gatherEvery > 0 && (step % (gatherEvery + 1) == gatherEvery || step == totalSteps() - 1);
  }

  /** Whether {@code step} begins with the parameters that were gathered, or with the first. */
  public boolean followsGathering(long step) {
    return gatherEvery > 0 && (step % (gatherEvery + 1) == 0 || step == totalSteps());
  }

  /** Steps before {@code step} that used rows. */
  public long batchOf(long step) {
    if (gatherEvery == 0) {
      return Math.max(0, step - startSteps);
    }
    int cycle = gatherEvery + 1;
    return step - (step == totalSteps() ? Math.ceilDiv(step, cycle) : step / cycle);
  }

  /** Whether {@code step} comes before the first epoch. */
  public boolean startsAt(long step) {
    return step < startSteps;
  }

  /** Epoch that step {@code step} belongs to, from 0. */
  public int epochOf(long step) {
    return Math.toIntExact(batchOf(step) / stepsPerEpoch());
  }

  /**
   * First position, within the epoch's order of partition {@code partition}, of step {@code step}'s
   * batch.
   */
  public int firstPosition(int partition, long step) {
    if (phases > 1) {
      return 0;
    }
    long first = (batchOf(step) % stepsPerEpoch()) * stepRows(partition);
    return (int) Math.min(first, partitionRows.get(partition));
  }

  /**
   * Rows of partition {@code partition} in the batch of step {@code step}; 0 once the epoch's rows
   * are used, and before the first epoch.
   */
  public int rowsAt(int partition, long step) {
    if (startsAt(step)) {
      return 0;
    }
    int left = partitionRows.get(partition) - firstPosition(partition, step);
    return (int) Math.min(stepRows(partition), left);
  }

  /** Rows of all partitions in a full step. */
  public long fullStepRows() {
    return (long) batchSize * batchesPerStep;
  }

  /** Rows that all partitions have used before {@code step}, over all epochs. */
  public long rowsBefore(long step) {
    if (gatherEvery > 0) {
      return partitionRows.getFirst() * (batchOf(step) / stepsPerEpoch()) + firstPosition(0, step);
    }
    long perEpoch = partitionRows.stream().mapToLong(Integer::longValue).sum();
    if (phases > 1) {
      return perEpoch * step;
    }
    long rows = perEpoch * (batchOf(step) / stepsPerEpoch());
    for (int p = 0; p < partitions(); p++) {
      rows += firstPosition(p, step);
    }
    return rows;
  }
}
