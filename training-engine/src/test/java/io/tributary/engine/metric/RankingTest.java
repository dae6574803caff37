package io.tributary.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Areas from counts in buckets against areas from the scores themselves. */
class RankingTest {

  record Row(double score, boolean positive) {}

  @Property(tries = 200)
  void theAreaIsThatOfTheScoresWithinWhatItSays(
      @ForAll @IntRange(min = 2, max = 400) int count,
      @ForAll @DoubleRange(min = -50, max = 50) double centre,
      @ForAll @IntRange(min = -14, max = 6) int spread,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean positive = i == 0 || (i > 1 && random.nextInt(4) == 0);
      double score = random.nextGaussian() + (positive ? 1 : 0);
      rows.add(new Row(centre + Math.scalb(score, spread), positive));
    }
    Ranking ranking = Ranking.of(sums(rows));

    assertThat(Math.abs(ranking.rocAuc() - area(rows)))
        .isLessThanOrEqualTo(ranking.rocAucWithin() + 1e-12);
  }

  /**
   * Scores like those of a trained model: a standard normal per class, and log odds of ten times.
   */
  @Example
  void theErrorOfUsualScoresIsSmall() {
    for (double size : new double[] {1, 10}) {
      Random random = new Random(3);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        boolean positive = random.nextInt(10) == 0;
        rows.add(new Row(size * (random.nextGaussian() + (positive ? 1.5 : -1)), positive));
      }
      Ranking ranking = Ranking.of(sums(rows));
      assertThat(ranking.rocAucWithin()).isLessThan(1e-4);
      assertThat(ranking.rocAuc()).isCloseTo(area(rows), within(2e-6));
      assertThat(ranking.prAuc()).isCloseTo(averagePrecision(rows), within(1e-4));
      assertThat(ranking.points()).hasSizeLessThan(403);
      assertThat(ranking.points().getLast().falsePositives()).isEqualTo(1);
      assertThat(ranking.points().getLast().truePositives()).isEqualTo(1);
    }
  }

  @Example
  void tiesCountHalf() {
    Ranking ranking =
        Ranking.of(sums(List.of(new Row(0, true), new Row(0, false), new Row(1, true))));
    assertThat(ranking.rocAuc()).isEqualTo(0.75);
    assertThat(ranking.rocAucWithin()).isEqualTo(0.25);
    // 1 of 1 is right at the first, 2 of 3 at the second threshold.
    assertThat(ranking.prAuc()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Example
  void oneClassAloneIsNotRanked() {
    assertThat(Ranking.isDefined(sums(List.of(new Row(1, true), new Row(2, true))))).isFalse();
    assertThat(Ranking.isDefined(ScoreSums.NONE)).isFalse();
  }

  @Property
  void bucketsKeepTheOrderOfScores(@ForAll double one, @ForAll double other) {
    assertThat(ScoreGrid.bucket(Math.max(one, other)))
        .isBetween(ScoreGrid.bucket(Math.min(one, other)), ScoreGrid.BUCKETS - 1);
    assertThat(ScoreGrid.bucket(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(ScoreGrid.bucket(Double.POSITIVE_INFINITY)).isEqualTo(ScoreGrid.BUCKETS - 1);
  }

  @Property
  void aBucketBeginsWithItsLowestScore(@ForAll @DoubleRange(min = -30, max = 30) double score) {
    int bucket = ScoreGrid.bucket(score);
    assertThat(ScoreGrid.lowest(bucket)).isLessThanOrEqualTo(score + 1e-9);
    assertThat(ScoreGrid.lowest(bucket + 1)).isGreaterThanOrEqualTo(score - 1e-9);
  }

  @Property(tries = 100)
  void anyGroupingAndOrderOfPartitionsGivesTheSameSums(
      @ForAll @IntRange(min = 2, max = 9) int partitions, @ForAll long seed) {
    Random random = new Random(seed);
    List<ScoreSums> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      List<Row> rows = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        rows.add(new Row(0.001 * random.nextInt(20), random.nextBoolean()));
      }
      parts.add(sums(rows));
    }
    ScoreSums inOrder = parts.stream().reduce(ScoreSums.NONE, ScoreSums::plus);
    Collections.shuffle(parts, random);
    ScoreSums shuffled = parts.reversed().stream().reduce(ScoreSums.NONE, ScoreSums::plus);

    assertThat(shuffled).usingRecursiveComparison().isEqualTo(inOrder);
    for (int i = 1; i < inOrder.keys().length; i++) {
      assertThat(inOrder.keys()[i]).isGreaterThan(inOrder.keys()[i - 1]);
    }
  }

  private static ScoreSums sums(List<Row> rows) {
    ScoreAccumulator sums = new ScoreAccumulator();
    for (Row row : rows) {
      sums.ranked(row.score(), row.positive());
      double p = 1 / (1 + Math.exp(-row.score()));
      sums.believed(0.5, 0.25, p, row.positive());
    }
    return sums.sums();
  }

  /** Share of the pairs in which the positive row scores higher; ties count half. */
  private static double area(List<Row> rows) {
    List<Row> sorted = rows.stream().sorted(Comparator.comparingDouble(Row::score)).toList();
    double below = 0;
    double right = 0;
    double positives = 0;
    for (int i = 0; i < sorted.size(); ) {
      double here0 = 0;
      double here1 = 0;
      double score = sorted.get(i).score();
      for (; i < sorted.size() && sorted.get(i).score() == score; i++) {
        here0 += sorted.get(i).positive() ? 0 : 1;
        here1 += sorted.get(i).positive() ? 1 : 0;
      }
      right += here1 * (below + here0 / 2);
      below += here0;
      positives += here1;
    }
    return right / below / positives;
  }

  private static double averagePrecision(List<Row> rows) {
    List<Row> sorted =
        rows.stream().sorted(Comparator.comparingDouble(Row::score).reversed()).toList();
    double taken = 0;
    double right = 0;
    double sum = 0;
    for (Row row : sorted) {
      taken++;
      if (row.positive()) {
        right++;
        sum += right / taken;
      }
    }
    return sum / right;
  }
}
