package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.table.Column;
import io.tributary.platform.dispatch.RowKeys.Groups;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDealingTest {

  @Property(tries = 200)
  void stratifiedPartitionsDifferByOneRowAndByOneOfEachClass(
      @ForAll @IntRange(min = 1, max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 20) int partitions,
      @ForAll @IntRange(min = 1, max = 6) int classes,
      @ForAll long seed) {
    double[] values = values(rows, classes, seed);
    RowPlan plan = plan(values, RowDealing.stratified(groups(values)), partitions, 0.2, seed);

    assertThat(spread(plan.trainRows())).isLessThanOrEqualTo(1);
    int[][] counts = counts(plan, values, classes);
    for (int c = 0; c < classes; c++) {
      int of = c;
      List<Integer> each = Arrays.stream(counts).map(count -> count[of]).toList();
      assertThat(spread(each)).isLessThanOrEqualTo(1);
    }
  }

  @Property(tries = 200)
  void stretchesOfTimeAreEqualAndFollowEachOther(
      @ForAll @IntRange(min = 1, max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 20) int partitions,
      @ForAll long seed) {
    double[] values = values(rows, 40, seed);
    RowPlan plan = plan(values, RowDealing.inOrder(keys(values).ranks()), partitions, 0.3, seed);

    assertThat(spread(plan.trainRows())).isLessThanOrEqualTo(1);
    double last = Double.NEGATIVE_INFINITY;
    for (int partition = 0; partition < partitions; partition++) {
      double[] times =
          Arrays.stream(plan.select(0, rows, partition, false))
              .mapToDouble(row -> values[row])
              .sorted()
              .toArray();
      if (times.length > 0) {
        assertThat(times[0]).isGreaterThanOrEqualTo(last);
        last = times[times.length - 1];
      }
    }
  }

  @Property(tries = 100)
  void allRowsOfAKeyAreInOnePartition(
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = 1, max = 8) int partitions,
      @ForAll long seed) {
    double[] values = values(rows, 30, seed);
    RowPlan plan = plan(values, RowDealing.whole(groups(values)), partitions, 0.2, seed);
    int[] owner = new int[30];
    Arrays.fill(owner, -1);
    for (int partition = 0; partition < partitions; partition++) {
      for (int row : plan.select(0, rows, partition, false)) {
        int key = (int) values[row];
        assertThat(owner[key]).isIn(-1, partition);
        owner[key] = partition;
      }
    }
  }

  /** 100,000 rows of 5,000 customers, the busiest with a hundred times the rows of the laziest. */
  @Test
  void keysOfVeryUnequalSizeAreBalancedToOnePercent() {
    Random random = new Random(5);
    double[] values = new double[100_000];
    Arrays.setAll(values, row -> Math.floor(5_000 * Math.pow(random.nextDouble(), 2)));
    RowPlan plan = plan(values, RowDealing.whole(groups(values)), 7, 0.2, 1);
    double mean = plan.allTrainRows() / 7.0;
    assertThat(plan.trainRows())
        .allSatisfy(rows -> assertThat((double) rows).isCloseTo(mean, within(0.01 * mean)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1, 10, 1000})
  void theSmallerAlphaIsTheMoreUnequalAreLabels(double alpha) {
    int classes = 10;
    int partitions = 8;
    double[] values = values(20_000, classes, 4);
    RowPlan plan = plan(values, RowDealing.skewed(groups(values), alpha, 9), partitions, 0.2, 9);

    assertThat(plan.trainRows()).allSatisfy(rows -> assertThat(rows).isPositive());
    assertThat(plan.allTrainRows()).isEqualTo(16_000);
    double largestShares = 0;
    int[][] counts = counts(plan, values, classes);
    for (int c = 0; c < classes; c++) {
      int of = c;
      int[] each = Arrays.stream(counts).mapToInt(count -> count[of]).toArray();
      largestShares +=
          Arrays.stream(each).max().orElse(0) / (double) Arrays.stream(each).sum() / classes;
    }
    // One partition has nearly all of a class, or each an eighth.
    if (alpha <= 0.1) {
      assertThat(largestShares).isGreaterThan(alpha == 0.01 ? 0.85 : 0.6);
    } else if (alpha >= 10) {
      assertThat(largestShares).isLessThan(alpha == 1000 ? 0.15 : 0.3);
    }
  }

  /**
   * Mean and variance of a symmetric Dirichlet distribution: 1/n and (n-1) / (n^2 (n alpha + 1)).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 5})
  void sharesHaveTheMomentsOfTheDistribution(double alpha) {
    int parts = 4;
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] upTo = Dirichlet.cumulative(parts, alpha, 77, draw);
      assertThat(upTo[parts - 1]).isEqualTo(1);
      double share = upTo[1] - upTo[0];
      sum += share;
      squares += share * share;
    }
    double mean = sum / draws;
    double variance = squares / draws - mean * mean;
    double expected = (parts - 1) / (parts * parts * (parts * alpha + 1));
    assertThat(mean).isCloseTo(0.25, within(0.01));
    assertThat(variance).isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void fewRowsOfOneClassStillReachEveryPartition() {
    double[] values = new double[6];
    RowPlan plan = plan(values, RowDealing.skewed(groups(values), 0.01, 3), 6, 0, 3);
    assertThat(plan.trainRows()).containsOnly(1);
  }

  private static RowPlan plan(
      double[] values, RowDealing dealing, int partitions, double holdout, long seed) {
    int[] order = RowPlan.order(values.length, seed);
    BitSet held = HeldRows.random(order, holdout);
    return new RowPlan(order, held, dealing, partitions);
  }

  /** By partition, training rows by class. */
  private static int[][] counts(RowPlan plan, double[] values, int classes) {
    return IntStream.range(0, plan.partitions())
        .mapToObj(
            partition -> {
              int[] counts = new int[classes];
              for (int row : plan.select(0, values.length, partition, false)) {
                counts[(int) values[row]]++;
              }
              return counts;
            })
        .toArray(int[][]::new);
  }

  private static int spread(List<Integer> counts) {
    return Collections.max(counts) - Collections.min(counts);
  }

  private static double[] values(int rows, int distinct, long seed) {
    return new Random(seed).doubles(rows).map(x -> Math.floor(distinct * x * x)).toArray();
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
