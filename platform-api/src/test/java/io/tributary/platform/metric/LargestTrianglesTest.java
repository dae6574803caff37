package io.tributary.platform.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.MetricSeries.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LargestTrianglesTest {

  @Provide
  Arbitrary<List<Point>> curves() {
    return Arbitraries.doubles()
        .between(-1e6, 1e6)
        .list()
        .ofMinSize(2)
        .ofMaxSize(400)
        .map(
            values ->
                IntStream.range(0, values.size())
                    .mapToObj(i -> point(i * 3L, values.get(i)))
                    .toList());
  }

  @Property
  void neverMorePointsThanAskedForAndExactlySoManyWhereThereAreMore(
      @ForAll("curves") List<Point> curve, @ForAll @IntRange(min = 2, max = 100) int most) {
    assertThat(LargestTriangles.sample(curve, most)).hasSize(Math.min(most, curve.size()));
  }

  @Property
  void theFirstAndTheLastPointStay(
      @ForAll("curves") List<Point> curve, @ForAll @IntRange(min = 2, max = 100) int most) {
    List<Point> sample = LargestTriangles.sample(curve, most);
    assertThat(sample.getFirst()).isEqualTo(curve.getFirst());
    assertThat(sample.getLast()).isEqualTo(curve.getLast());
  }

  @Property
  void onlyPointsOfTheCurveStayAndStayInOrder(
      @ForAll("curves") List<Point> curve, @ForAll @IntRange(min = 2, max = 100) int most) {
    List<Point> sample = LargestTriangles.sample(curve, most);
    assertThat(curve).containsSubsequence(sample);
    assertThat(sample).doesNotHaveDuplicates();
  }

  @Property
  void aSingleSpikeOnAFlatCurveStays(
      @ForAll @IntRange(min = 1, max = 998) int at,
      @ForAll @IntRange(min = 3, max = 100) int most) {
    List<Point> curve = new ArrayList<>();
    for (int step = 0; step < 1000; step++) {
      curve.add(point(step, step == at ? 100 : 0));
    }
    assertThat(LargestTriangles.sample(curve, most)).contains(curve.get(at));
  }

  @Example
  void ofThreeBucketsTheCornerOfTheLargestTriangleIsKept() {
    List<Point> curve = List.of(point(0, 0), point(1, 1), point(2, 5), point(3, 2), point(4, 0));
    assertThat(LargestTriangles.sample(curve, 3))
        .containsExactly(point(0, 0), point(2, 5), point(4, 0));
  }

  private static Point point(long step, double value) {
    return new Point(step, 0, Instant.EPOCH, value);
  }
}
