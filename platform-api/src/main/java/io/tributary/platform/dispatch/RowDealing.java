package io.tributary.platform.dispatch;

import io.tributary.platform.dispatch.RowKeys.Groups;
import java.util.BitSet;

/** To which partition each of some rows goes. Depends on nothing but its arguments. */
interface RowDealing {

  /**
   * @param rows in the order that the job's seed gives them
   * @param partitionOfRow by row of the data set; set for {@code rows}
   */
  void deal(int[] rows, int partitions, int[] partitionOfRow);

  /**
   * The same for the holdout, whose rows change no model: in turn, unless somebody has to find them
   * beside training rows.
   *
   * @param held rows of the holdout, in the order that the job's seed gives them
   * @param train rows that were dealt out
   */
  default void dealHoldout(int[] held, int[] train, int partitions, int[] partitionOfRow) {
    inTurn().deal(held, partitions, partitionOfRow);
  }

  /** One row each in turn: partitions differ by one row at most. */
  static RowDealing inTurn() {
    return (rows, partitions, partitionOfRow) -> {
      for (int i = 0; i < rows.length; i++) {
        partitionOfRow[rows[i]] = i % partitions;
      }
    };
  }

  /** In turn within each group: partitions differ by one row at most, and by one of each group. */
  static RowDealing stratified(Groups groups) {
    return (rows, partitions, partitionOfRow) ->
        inTurn().deal(groups.grouped(rows), partitions, partitionOfRow);
  }

  /** Stretches of equal length in the order of a column: partitions differ by one row at most. */
  static RowDealing inOrder(int[] ranks) {
    return (rows, partitions, partitionOfRow) -> {
      int[] rowOfRank = new int[ranks.length];
      BitSet taken = new BitSet(ranks.length);
      for (int row : rows) {
        taken.set(ranks[row]);
        rowOfRank[ranks[row]] = row;
      }
      long place = 0;
      for (int rank = taken.nextSetBit(0); rank >= 0; rank = taken.nextSetBit(rank + 1)) {
        partitionOfRow[rowOfRank[rank]] = (int) (place++ * partitions / rows.length);
      }
    };
  }

  /**
   * All rows of a group in one partition: the largest group first, each to the partition with the
   * fewest rows so far, and rows of the holdout to where the others of their group are (Graham,
   * "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17(2), 1969), so that only
   * groups larger than a share keep partitions unequal.
   */
  static RowDealing whole(Groups groups) {
    return new WholeGroups(groups);
  }

  /**
   * Of each group shares drawn from a Dirichlet distribution, the more unequal the smaller {@code
   * alpha} is (Yurochkin et al., "Bayesian Nonparametric Federated Learning of Neural Networks",
   * ICML 2019). A partition that would have no row gets one of the largest.
   */
  static RowDealing skewed(Groups groups, double alpha, long seed) {
    return (rows, partitions, partitionOfRow) -> {
      int[] sizes = groups.sizes(rows);
      int[] counts = new int[partitions];
      int[] met = new int[groups.count()];
      double[][] upTo = new double[groups.count()][];
      for (int row : rows) {
        int group = groups.groupOf()[row];
        if (met[group] == 0) {
          upTo[group] = Dirichlet.cumulative(partitions, alpha, seed, group);
        }
        double place = (met[group]++ + 0.5) / sizes[group];
        int partition = 0;
        while (partition < partitions - 1 && place >= upTo[group][partition]) {
          partition++;
        }
        partitionOfRow[row] = partition;
        counts[partition]++;
      }
      fillEmpty(rows, counts, partitionOfRow);
    };
  }

  private static void fillEmpty(int[] rows, int[] counts, int[] partitionOfRow) {
    for (int empty = 0; empty < counts.length; empty++) {
      int largest = 0;
      for (int partition = 1; partition < counts.length; partition++) {
        largest = counts[partition] > counts[largest] ? partition : largest;
      }
      if (counts[empty] > 0 || counts[largest] < 2) {
        continue;
      }
      for (int row : rows) {
        if (partitionOfRow[row] == largest) {
          partitionOfRow[row] = empty;
          break;
        }
      }
      counts[largest]--;
      counts[empty]++;
    }
  }
}
