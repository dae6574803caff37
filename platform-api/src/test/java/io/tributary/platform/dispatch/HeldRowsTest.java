package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.table.Column;
import io.tributary.platform.dispatch.RowKeys.Groups;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeldRowsTest {

  @Property(tries = 200)
  void eachClassHasItsShareToOneRow(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @DoubleRange(min = 0, max = 0.9) double share,
      @ForAll @IntRange(min = 1, max = 12) int classes,
      @ForAll long seed) {
    int[] order = RowPlan.order(rows, seed);
    Groups groups = groups(skewed(rows, classes, seed));

    BitSet held = HeldRows.stratified(order, share, groups);

    int[] all = groups.sizes(order);
    int[] kept = groups.sizes(held.stream().toArray());
    double exact = (double) Math.round(rows * share) / rows;
    for (int group = 0; group < groups.count(); group++) {
      assertThat((double) kept[group]).isCloseTo(all[group] * exact, within(1.0));
      assertThat(kept[group]).isLessThan(all[group]);
    }
  }

  @Property(tries = 100)
  void overAllFoldsEachRowIsHeldOnce(
      @ForAll @IntRange(min = 2, max = 400) int rows,
      @ForAll @IntRange(min = 2, max = 7) int folds,
      @ForAll @IntRange(min = 1, max = 5) int classes,
      @ForAll long seed) {
    int[] order = RowPlan.order(rows, seed);
    Groups groups = groups(skewed(rows, classes, seed));
    int[] all = groups.sizes(order);
    int[] times = new int[rows];
    for (int fold = 1; fold <= folds; fold++) {
      BitSet held = HeldRows.fold(order, folds, fold, groups);
      held.stream().forEach(row -> times[row]++);
      int[] kept = groups.sizes(held.stream().toArray());
      for (int group = 0; group < groups.count(); group++) {
        assertThat(kept[group]).isBetween(all[group] / folds - 1, Math.ceilDiv(all[group], folds));
        assertThat(kept[group]).isLessThan(all[group]);
      }
    }
    for (int row = 0; row < rows; row++) {
      assertThat(times[row]).isEqualTo(all[groups.groupOf()[row]] == 1 ? 0 : 1);
    }
  }

  @Property(tries = 100)
  void allRowsOfAKeyAreOnOneSide(
      @ForAll @IntRange(min = 2, max = 400) int rows,
      @ForAll @DoubleRange(min = 0.05, max = 0.9) double share,
      @ForAll @IntRange(min = 2, max = 60) int keys,
      @ForAll long seed) {
    double[] values = skewed(rows, keys, seed);
    Groups groups = groups(values);
    BitSet held = HeldRows.groups(RowPlan.order(rows, seed), share, groups, seed);

    for (int row = 0; row < rows; row++) {
      for (int other = 0; other < row; other++) {
        if (values[row] == values[other]) {
          assertThat(held.get(row)).isEqualTo(held.get(other));
        }
      }
    }
    if (groups.count() > 1) {
      assertThat(held.cardinality()).isLessThan(rows);
    }
  }

  @Test
  void manySmallGroupsFillTheShare() {
    int rows = 10_000;
    double[] keys = IntStream.range(0, rows).mapToDouble(row -> row % 1_000).toArray();
    assertThat(HeldRows.groups(RowPlan.order(rows, 3), 0.2, groups(keys), 3).cardinality())
        .isEqualTo(2_000);
  }

  @Test
  void aGroupThatIsLargerThanTheShareIsTheSmallest() {
    BitSet held =
        HeldRows.groups(
            RowPlan.order(9, 1), 0.2, groups(new double[] {1, 1, 1, 1, 1, 2, 2, 2, 2}), 1);
    assertThat(held.stream()).containsExactly(5, 6, 7, 8);
  }

  @Test
  void theLastRowsInTimeAreHeldAndOfEqualTimesTheLaterRows() {
    double[] times = {5, -1, 7, 5, 0, 5, 2, -3, 0.5, 1};
    RowKeys keys = keys(times);
    assertThat(HeldRows.last(keys.ranks(), 0.3).stream()).containsExactly(2, 3, 5);
    assertThat(HeldRows.last(keys.ranks(), 0).isEmpty()).isTrue();
  }

  @Property(tries = 100)
  void ranksAreThoseOfAStableSort(@ForAll List<@DoubleRange(min = -3, max = 3) Double> values) {
    double[] array =
        values.stream().mapToDouble(value -> Math.rint(value) == 0 ? -0.0 : value).toArray();
    List<Integer> sorted = new ArrayList<>(IntStream.range(0, array.length).boxed().toList());
    sorted.sort((a, b) -> Double.compare(array[a] + 0.0, array[b] + 0.0));
    int[] ranks = keys(array).ranks();
    for (int place = 0; place < sorted.size(); place++) {
      assertThat(ranks[sorted.get(place)]).isEqualTo(place);
    }
  }

  @Test
  void textsOfDifferentPiecesAreOneKey() {
    RowKeys keys = new RowKeys(5);
    keys.accept(new Column.Categorical("c", new int[] {0, 1, -1}, List.of("a", "b")));
    keys.accept(new Column.Categorical("c", new int[] {0, 1}, List.of("b", "a")));
    Groups groups = keys.groups();
    assertThat(groups.count()).isEqualTo(3);
    assertThat(groups.groupOf()).containsExactly(1, 2, 0, 2, 1);
  }

  private static double[] skewed(int rows, int classes, long seed) {
    Random random = new Random(seed);
    return random.doubles(rows).map(x -> Math.floor(classes * x * x)).toArray();
  }

  private static Groups groups(double[] values) {
    return keys(values).groups();
  }

  private static RowKeys keys(double[] values) {
    RowKeys keys = new RowKeys(values.length);
    keys.accept(new Column.Numeric("k", values));
    return keys;
  }
}
