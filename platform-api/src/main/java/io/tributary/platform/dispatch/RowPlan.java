package io.tributary.platform.dispatch;

import io.tributary.engine.plan.BatchOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each row of a data set goes: to the holdout or the training rows of one partition. Rows are
 * shuffled by the job's seed; {@link HeldRows} says which of them become the holdout, {@link
 * RowDealing} to which partition the others go. Depends on nothing but these, the seed, the row
 * count and the number of partitions.
 */
public final class RowPlan {
  /** Stands in for a partition's index where the generator orders the whole data set. */
  static final int SPLIT = -1;

  private final int partitions;
  private final int[] partitionOfRow;
  private final BitSet held;
  private final List<Integer> trainRows;
  private final List<Integer> holdoutRows;

  /**
   * Rows at random, in partitions that differ by one row at most.
   *
   * @param rows of the data set
   * @param holdout share of rows kept out of training, 0 to below 1
   */
  public RowPlan(int rows, double holdout, int partitions, long seed) {
    this(
        order(rows, seed),
        HeldRows.random(order(rows, seed), holdout),
        RowDealing.inTurn(),
        partitions);
  }

  /**
   * @param order all rows, shuffled
   * @param held the holdout
   */
  RowPlan(int[] order, BitSet held, RowDealing dealing, int partitions) {
    this.partitions = partitions;
    this.partitionOfRow = new int[order.length];
    this.held = held;
    int[] train = Arrays.stream(order).filter(row -> !held.get(row)).toArray();
    int[] heldOut = Arrays.stream(order).filter(held::get).toArray();
    dealing.deal(train, partitions, partitionOfRow);
    dealing.dealHoldout(heldOut, train, partitions, partitionOfRow);
    this.trainRows = counted(train);
    this.holdoutRows = counted(heldOut);
  }

  /** The order that {@code seed} gives {@code rows} rows. */
  static int[] order(int rows, long seed) {
    return BatchOrder.order(seed, SPLIT, 0, rows);
  }

  private List<Integer> counted(int[] rows) {
    int[] counts = new int[partitions];
    for (int row : rows) {
      counts[partitionOfRow[row]]++;
    }
    return Arrays.stream(counts).boxed().toList();
  }

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

  /** Positions, within rows {@code [from, from + count)}, of the whole holdout; rising. */
  int[] selectHoldout(int from, int count) {
    return IntStream.range(from, from + count).filter(held::get).map(row -> row - from).toArray();
  }

  /** Positions, within rows {@code [from, from + count)}, of all training rows; rising. */
  public int[] selectTraining(int from, int count) {
    return IntStream.range(from, from + count)
        .filter(row -> !held.get(row))
        .map(row -> row - from)
        .toArray();
  }
}
