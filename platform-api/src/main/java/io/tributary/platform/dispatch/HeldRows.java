package io.tributary.platform.dispatch;

import io.tributary.engine.plan.BatchOrder;
import io.tributary.platform.dispatch.RowKeys.Groups;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which rows are kept out of training. Each depends on nothing but its arguments.
 *
 * <p>{@code order} is all rows in the order that the job's seed gives them.
 */
final class HeldRows {
  private HeldRows() {}

  /** A share of all rows: the first of the order. */
  static BitSet random(int[] order, double share) {
    return of(Arrays.stream(order).limit(Math.round(order.length * share)).toArray());
  }

  /**
   * A share of the rows of each group, to one row. A group of which none would be left keeps one in
   * training.
   */
  static BitSet stratified(int[] order, double share, Groups groups) {
    long held = Math.round(order.length * share);
    long rows = order.length;
    int[] grouped = groups.grouped(order);
    BitSet chosen = new BitSet(order.length);
    // Every so many-th of all rows, group by group: of each group its share, in all exactly so
    // many.
    for (int i = 0; i < grouped.length; i++) {
      chosen.set(grouped[i], (i + 1) * held / rows > i * held / rows);
    }
    return keepingEachGroup(chosen, grouped, groups);
  }

  /** The rows whose values are the largest. */
  static BitSet last(int[] ranks, double share) {
    long first = ranks.length - Math.round(ranks.length * share);
    BitSet chosen = new BitSet(ranks.length);
    for (int row = 0; row < ranks.length; row++) {
      chosen.set(row, ranks[row] >= first);
    }
    return chosen;
  }

  /**
   * Whole groups, in the order that the seed gives them, while they fit into the share; at least
   * the smallest one, and never all.
   */
  static BitSet groups(int[] order, double share, Groups groups, long seed) {
    long most = Math.min(Math.round(order.length * share), order.length - 1);
    int[] sizes = groups.sizes(order);
    boolean[] held = new boolean[groups.count()];
    long rows = 0;
    int smallest = 0;
    for (int group : BatchOrder.order(seed, RowPlan.SPLIT, 0, groups.count())) {
      if (rows + sizes[group] <= most) {
        held[group] = true;
        rows += sizes[group];
      }
      smallest = sizes[group] < sizes[smallest] ? group : smallest;
    }
    if (most > 0 && rows == 0 && groups.count() > 1) {
      held[smallest] = true;
    }
    BitSet chosen = new BitSet(order.length);
    for (int row : order) {
      chosen.set(row, held[groups.groupOf()[row]]);
    }
    return chosen;
  }

  /**
   * Fold {@code fold}, from 1, of {@code folds}: over all folds every row is held once, and each
   * fold has its share of each group, to one row. A row that is alone in its group is never held.
   */
  static BitSet fold(int[] order, int folds, int fold, Groups groups) {
    int[] grouped = groups.grouped(order);
    BitSet chosen = new BitSet(order.length);
    for (int i = 0; i < grouped.length; i++) {
      chosen.set(grouped[i], i % folds == fold - 1);
    }
    return keepingEachGroup(chosen, grouped, groups);
  }

  private static BitSet keepingEachGroup(BitSet chosen, int[] grouped, Groups groups) {
    int from = 0;
    while (from < grouped.length) {
      int group = groups.groupOf()[grouped[from]];
      int to = from;
      boolean trains = false;
      while (to < grouped.length && groups.groupOf()[grouped[to]] == group) {
        trains |= !chosen.get(grouped[to++]);
      }
      if (!trains) {
        chosen.clear(grouped[from]);
      }
      from = to;
    }
    return chosen;
  }

  private static BitSet of(int[] rows) {
    BitSet chosen = new BitSet();
    for (int row : rows) {
      chosen.set(row);
    }
    return chosen;
  }
}
