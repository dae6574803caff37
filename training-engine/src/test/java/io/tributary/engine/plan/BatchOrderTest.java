package io.tributary.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchOrderTest {

  /** An epoch's batches, taken as an agent takes them, meet every row of a partition once. */
  @Property(tries = 300)
  void everyPartitionUsesEachOfItsRowsExactlyOncePerEpoch(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 60) Integer> partitionRows,
      @ForAll @IntRange(max = 40) int extraBatch,
      @ForAll @IntRange(min = 1, max = 3) int epochs,
      @ForAll @IntRange(min = 1, max = 5) int batchesPerStep,
      @ForAll long seed) {
    BatchPlan plan =
        new BatchPlan(partitionRows, partitionRows.size() + extraBatch, epochs, batchesPerStep);
    for (int partition = 0; partition < plan.partitions(); partition++) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        int rows = partitionRows.get(partition);
        int[] order = BatchOrder.order(seed, partition, epoch, rows);
        int[] used = new int[rows];
        long first = (long) epoch * plan.stepsPerEpoch();
        for (long step = first; step < first + plan.stepsPerEpoch(); step++) {
          assertThat(plan.epochOf(step)).isEqualTo(epoch);
          int position = plan.firstPosition(partition, step);
          for (int i = 0; i < plan.rowsAt(partition, step); i++) {
            used[order[position + i]]++;
          }
        }
        assertThat(used).as("partition %d, epoch %d", partition, epoch).isEqualTo(ones(rows));
      }
    }
  }

  @Example
  void seedPartitionAndEpochEachChangeTheOrder() {
    int[] order = BatchOrder.order(42, 0, 0, 100);

    assertThat(BatchOrder.order(42, 0, 0, 100)).isEqualTo(order);
    assertThat(BatchOrder.order(43, 0, 0, 100)).isNotEqualTo(order);
    assertThat(BatchOrder.order(42, 1, 0, 100)).isNotEqualTo(order);
    assertThat(BatchOrder.order(42, 0, 1, 100)).isNotEqualTo(order);
    assertThat(BatchOrder.order(42, 1, 0, 100)).isNotEqualTo(BatchOrder.order(42, 0, 1, 100));
  }

  /** Chi-squared over the 24 orders of 4 rows; 58.6 is passed by chance once in 17,000 seeds. */
  @Example
  void allOrdersAreAboutEquallyLikely() {
    int draws = 24_000;
    int[] counts = new int[256];
    for (int epoch = 0; epoch < draws; epoch++) {
      int[] order = BatchOrder.order(7, 3, epoch, 4);
      counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
    }
    double chiSquared = 0;
    int orders = 0;
    for (int count : counts) {
      if (count > 0) {
        orders++;
        chiSquared += Math.pow(count - draws / 24.0, 2) / (draws / 24.0);
      }
    }
    assertThat(orders).isEqualTo(24);
    assertThat(chiSquared).isLessThan(58.6);
  }

  /** First outputs of SplitMix64 seeded with 1234567, as published with its reference code. */
  @Example
  void positionsOfAStreamAreTheOutputsOfSplitMix64() {
    assertThat(CounterHash.bits(1234567, 0)).isEqualTo(6457827717110365317L);
    assertThat(CounterHash.bits(1234567, 1)).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(CounterHash.bits(1234567, 2)))
        .isEqualTo("9817491932198370423");
  }

  private static int[] ones(int length) {
    int[] ones = new int[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
