package io.tributary.platform.dispatch;

import io.tributary.platform.dispatch.RowKeys.Groups;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** {@link RowDealing#whole}. */
record WholeGroups(Groups groups) implements RowDealing {
  private static final int NOWHERE = -1;

  private record Load(int partition, long rows) {}

  @Override
  public void deal(int[] rows, int partitions, int[] partitionOfRow) {
    int[] sizes = groups.sizes(rows);
    PriorityQueue<Load> loads =
        new PriorityQueue<>(Comparator.comparingLong(Load::rows).thenComparing(Load::partition));
    IntStream.range(0, partitions).forEach(p -> loads.add(new Load(p, 0)));
    int[] partitionOfGroup = new int[groups.count()];
    IntStream.range(0, groups.count())
        .boxed()
        .sorted(Comparator.comparingInt((Integer group) -> -sizes[group]).thenComparing(g -> g))
        .forEach(
            group -> {
              Load least = loads.remove();
              partitionOfGroup[group] = least.partition();
              loads.add(new Load(least.partition(), least.rows() + sizes[group]));
            });
    for (int row : rows) {
      partitionOfRow[row] = partitionOfGroup[groups.groupOf()[row]];
    }
  }

  /** Groups that no training row belongs to go row by row, in turn. */
  @Override
  public void dealHoldout(int[] held, int[] train, int partitions, int[] partitionOfRow) {
    int[] partitionOfGroup = new int[groups.count()];
    Arrays.fill(partitionOfGroup, NOWHERE);
    for (int row : train) {
      partitionOfGroup[groups.groupOf()[row]] = partitionOfRow[row];
    }
    int next = 0;
    for (int row : held) {
      int partition = partitionOfGroup[groups.groupOf()[row]];
      partitionOfRow[row] = partition == NOWHERE ? next++ % partitions : partition;
    }
  }
}
