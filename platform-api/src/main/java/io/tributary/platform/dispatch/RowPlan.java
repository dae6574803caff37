package io.tributary.platform.dispatch;

import io.tributary.engine.plan.BatchOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each row of a data set goes: to the holdout or the training rows of one partition. Rows are
 * shuffled by the job's seed, the first share becomes the holdout, the rest is dealt out in turn,
 * so partitions differ by one row at most. Depends on nothing but seed, row count, holdout share
 * and number of partitions.
 */
public final class RowPlan {
  private final int partitions;
  private final int[] partitionOfRow;
  private final BitSet held;
  private final List<Integer> trainRows;
  private final List<Integer> holdoutRows;

  /**
   * @param rows of the data set
   * @param holdout share of rows kept out of training, 0 to below 1
   */
  public RowPlan(int rows, double holdout, int partitions, long seed) {
    this.partitions = partitions;
    this.partitionOfRow = new int[rows];
    this.held = new BitSet(rows);
    int[] train = new int[partitions];
    int[] heldOut = new int[partitions];
    int holdoutCount = (int) Math.round(rows * holdout);
    int[] order = BatchOrder.order(seed, SPLIT, 0, rows);
    for (int position = 0; position < rows; position++) {
      int row = order[position];
      boolean isHeld = position < holdoutCount;
      int partition = (isHeld ? position : position - holdoutCount) % partitions;
      partitionOfRow[row] = partition;
      held.set(row, isHeld);
      (isHeld ? heldOut : train)[partition]++;
    }
    this.trainRows = Arrays.stream(train).boxed().toList();
    this.holdoutRows = Arrays.stream(heldOut).boxed().toList();
  }

  /** Stands in for a partition's index where the generator orders the whole data set. */
  private static final int SPLIT = -1;

  public int partitions() {
    return partitions;
  }

  /** Training rows by partition. */
  public List<Integer> trainRows() {
    return trainRows;
  }

  /** Training rows of all partitions. */
  public int allTrainRows() {
    return trainRows.stream().mapToInt(Integer::intValue).sum();
  }

  /** Holdout rows by partition. */
  public List<Integer> holdoutRows() {
    return holdoutRows;
  }

  /**
   * Positions, within rows {@code [from, from + count)}, of those that belong to that part; rising.
   */
  public int[] select(int from, int count, int partition, boolean holdout) {
    return IntStream.range(from, from + count)
        .filter(row -> partitionOfRow[row] == partition && held.get(row) == holdout)
        .map(row -> row - from)
        .toArray();
  }

  /** Positions, within rows {@code [from, from + count)}, of all training rows; rising. */
  public int[] selectTraining(int from, int count) {
    return IntStream.range(from, from + count)
        .filter(row -> !held.get(row))
        .map(row -> row - from)
        .toArray();
  }
}
