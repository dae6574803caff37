package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowPlanTest {

  @Property
  void everyRowGoesToExactlyOnePlace(
      @ForAll @IntRange(min = 1, max = 500) int rows,
      @ForAll @DoubleRange(min = 0, max = 0.9) double holdout,
      @ForAll @IntRange(min = 1, max = 20) int partitions,
      @ForAll long seed) {
    RowPlan plan = new RowPlan(rows, holdout, partitions, seed);
    BitSet seen = new BitSet();
    int cut = rows / 3;
    for (int p = 0; p < partitions; p++) {
      int train = 0;
      int held = 0;
      for (int[] part : new int[][] {{0, cut}, {cut, rows - cut}}) {
        for (int position : plan.select(part[0], part[1], p, false)) {
          assertThat(seen.get(part[0] + position)).isFalse();
          seen.set(part[0] + position);
          train++;
        }
        for (int position : plan.select(part[0], part[1], p, true)) {
          assertThat(seen.get(part[0] + position)).isFalse();
          seen.set(part[0] + position);
          held++;
        }
      }
      assertThat(train).isEqualTo(plan.trainRows().get(p));
      assertThat(held).isEqualTo(plan.holdoutRows().get(p));
    }
    assertThat(seen.cardinality()).isEqualTo(rows);
    assertThat(plan.holdoutRows().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo((int) Math.round(rows * holdout));
    assertThat(plan.trainRows().getFirst() - plan.trainRows().getLast()).isBetween(0, 1);
  }

  @Test
  void theSeedDecides() {
    assertThat(new RowPlan(100, 0.2, 4, 1).select(0, 100, 0, false))
        .isEqualTo(new RowPlan(100, 0.2, 4, 1).select(0, 100, 0, false))
        .isNotEqualTo(new RowPlan(100, 0.2, 4, 2).select(0, 100, 0, false));
  }
}
