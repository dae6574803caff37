package io.tributary.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class MetricLayoutTest {
  private static final MetricLayout CLASSES =
      new MetricLayout(
          Task.CLASSIFICATION,
          new Preprocessing(
              List.of(), new TargetTransform.Classes("y", List.of("a", "b", "c", "never"))));

  @Example
  void accuracyAndF1FollowFromTheConfusionMatrix() {
    MetricAccumulator rows = CLASSES.accumulator();
    rows.met(0);
    rows.classified(0.1, 0, 0);
    rows.met(0);
    rows.classified(0.2, 0, 0);
    rows.met(0);
    rows.classified(2.0, 0, 1);
    rows.met(0);
    rows.classified(0.3, 1, 1);
    rows.met(0);
    rows.classified(3.0, 2, 1);

    Map<String, Double> metrics = CLASSES.metrics(rows.sums());

    assertThat(metrics)
        .containsOnlyKeys("loss", "logLoss", "accuracy", "f1Macro", "f1Micro", "f1Weighted");
    assertThat(metrics.get("accuracy")).isEqualTo(3.0 / 5);
    // a: 2*2/(3+2), b: 2*1/(1+3), c: 0; the class that never occurs does not count.
    assertThat(metrics.get("f1Macro")).isCloseTo((0.8 + 0.5 + 0) / 3, within(1e-12));
    assertThat(metrics.get("f1Weighted")).isCloseTo((3 * 0.8 + 0.5) / 5, within(1e-12));
    assertThat(metrics.get("loss")).isCloseTo(5.6 / 5, within(1e-6));
    assertThat(metrics.get("logLoss")).isEqualTo(metrics.get("loss"));
  }

  @Example
  void regressionMetricsSpeakTheLabelsOwnUnit() {
    MetricLayout layout = numbers(100, 10);
    // Labels 90, 100, 120 predicted as 90, 110, 110.
    MetricAccumulator rows = layout.accumulator();
    rows.met(0);
    rows.regressed(0, -1, -1);
    rows.met(0);
    rows.regressed(1, 1, 0);
    rows.met(0);
    rows.regressed(1, 1, 2);

    Map<String, Double> metrics = layout.metrics(rows.sums());

    assertThat(metrics).containsOnlyKeys("loss", "rmse", "mae", "r2");
    assertThat(metrics.get("loss")).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(200.0 / 3), within(1e-5));
    assertThat(metrics.get("mae")).isCloseTo(20.0 / 3, within(1e-5));
    double mean = (90 + 100 + 120) / 3.0;
    double spread = Math.pow(90 - mean, 2) + Math.pow(100 - mean, 2) + Math.pow(120 - mean, 2);
    assertThat(metrics.get("r2")).isCloseTo(1 - 200 / spread, within(1e-6));
  }

  @Example
  void labelsThatAreLargeAndNotScaledDoNotOverflow() {
    MetricLayout layout = numbers(0, 1);
    MetricSums sums = layout.zero();
    for (int partition = 0; partition < 1000; partition++) {
      MetricAccumulator rows = layout.accumulator();
      for (int row = 0; row < 20; row++) {
        double label = row % 2 == 0 ? 5e8 : 4e8;
        rows.met(0);
        rows.regressed(label * label, 0, label);
      }
      sums = sums.plus(rows.sums());
    }

    assertThat(sums.finite()).isTrue();
    assertThat(layout.metrics(sums).get("rmse"))
        .isCloseTo(Math.sqrt((25e16 + 16e16) / 2), within(1.0));
  }

  @Example
  void noRowsHaveNoMetrics() {
    assertThat(CLASSES.metrics(CLASSES.zero())).isEmpty();
    assertThat(CLASSES.zero().rows()).isZero();
    assertThat(CLASSES.zero().finite()).isTrue();
  }

  @Example
  void lossesThatAreNotFiniteAreSaidToBeSo() {
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0x1p72}) {
      MetricAccumulator rows = CLASSES.accumulator();
      rows.met(0);
      rows.classified(0.5, 0, 0);
      rows.met(0);
      rows.classified(loss, 0, 0);
      MetricSums sums = CLASSES.zero().plus(rows.sums());

      assertThat(sums.finite()).isFalse();
      assertThat(CLASSES.metrics(sums))
          .containsOnlyKeys("accuracy", "f1Macro", "f1Micro", "f1Weighted");
    }
  }

  @Property(tries = 200)
  void anyGroupingAndOrderOfPartitionsGivesTheSameSums(
      @ForAll @Size(min = 2, max = 12)
          List<@Size(max = 6) List<@DoubleRange(min = -1e12, max = 1e12) Double>> partitions,
      @ForAll long seed) {
    MetricLayout layout = numbers(0, 1);
    List<MetricSums> parts =
        new ArrayList<>(partitions.stream().map(p -> sums(layout, p)).toList());
    MetricSums inOrder = parts.stream().reduce(layout.zero(), MetricSums::plus);

    Random random = new Random(seed);
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      MetricSums one = parts.remove(random.nextInt(parts.size()));
      int other = random.nextInt(parts.size());
      parts.set(other, parts.get(other).plus(one));
    }

    assertThat(parts.getFirst()).usingRecursiveComparison().isEqualTo(inOrder);
  }

  @Property(tries = 500)
  void aSumIsKeptToTheNearestMultipleOfItsUnit(
      @ForAll @DoubleRange(min = -1e15, max = 1e15) double sum) {
    long[] words = new long[2];
    ExactSum.write(sum, words, 0);

    assertThat(Math.abs(ExactSum.read(words, 0) - sum)).isLessThanOrEqualTo(0x1p-21);
  }

  private static MetricSums sums(MetricLayout layout, List<Double> errors) {
    MetricAccumulator rows = layout.accumulator();
    errors.forEach(
        error -> {
          rows.met(0);
          rows.regressed(error * error, error / 3, error);
        });
    return rows.sums();
  }

  private static MetricLayout numbers(double mean, double scale) {
    return new MetricLayout(
        Task.REGRESSION,
        new Preprocessing(List.of(), new TargetTransform.Number("y", mean, scale)));
  }
}
