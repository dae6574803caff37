package io.tributary.platform.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.contribution.GradientLengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients whose noise is known: a fixed vector, and normal noise of a fixed length per row. */
class NoiseScaleTest {
  private static final int DIMENSIONS = 50;

  /**
   * @param signal |G|^2
   * @param noise tr(Sigma)
   */
  private static GradientLengths sample(
      SplittableRandom random, int[] rows, double signal, double noise) {
    double[] joined = new double[DIMENSIONS];
    double squares = 0;
    long all = 0;
    for (int count : rows) {
      double own = 0;
      for (int i = 0; i < DIMENSIONS; i++) {
        double sum =
            count * Math.sqrt(signal / DIMENSIONS)
                + random.nextGaussian() * Math.sqrt(count * noise / DIMENSIONS);
        own += sum * sum;
        joined[i] += sum;
      }
      squares += own / count;
      all += count;
    }
    double joinedSquares = 0;
    for (double value : joined) {
      joinedSquares += value * value;
    }
    return new GradientLengths(squares, rows.length, joinedSquares / all, all);
  }

  private static List<GradientLengths> samples(
      int count, long seed, int[] rows, double signal, double noise) {
    SplittableRandom random = new SplittableRandom(seed);
    List<GradientLengths> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(sample(random, rows, signal, noise));
    }
    return samples;
  }

  @ParameterizedTest
  @CsvSource({"2, 300", "2, 30", "0.5, 60", "10, 10"})
  void theScaleIsFoundWhereverItIs(double signal, double noise) {
    double truth = noise / signal;
    NoiseScale scale =
        NoiseScale.of(samples(4000, 7, new int[] {8, 8, 8, 8}, signal, noise)).orElseThrow();
    assertThat(scale.value()).isCloseTo(truth, within(0.1 * truth));
    assertThat(scale.low()).isLessThan(truth);
    assertThat(Objects.requireNonNull(scale.high())).isGreaterThan(truth);
    assertThat(scale.samples()).isEqualTo(4000);
  }

  /** Without weights by rows the estimate would be off by a third here. */
  @Test
  void partitionsOfUnequalRowsBiasNothing() {
    NoiseScale scale = NoiseScale.of(samples(4000, 3, new int[] {1, 3, 40}, 2, 100)).orElseThrow();
    assertThat(scale.value()).isCloseTo(50, within(4.0));
  }

  /** About 95 of 100, so many that chance gives less than 88 only once in a thousand sets. */
  @Test
  void theRangeHasTheTruthInItAsOftenAsItSays() {
    int inside = 0;
    for (int seed = 0; seed < 400; seed++) {
      NoiseScale scale =
          NoiseScale.of(samples(64, seed, new int[] {8, 8, 8, 8}, 2, 200)).orElseThrow();
      Double high = scale.high();
      inside += scale.low() <= 100 && (high == null || 100 <= high) ? 1 : 0;
    }
    assertThat(inside).isBetween(365, 395);
  }

  @Test
  void aGradientThatDrownsInNoiseBoundsTheScaleFromBelowOnly() {
    NoiseScale scale = NoiseScale.of(samples(32, 1, new int[] {4, 4}, 1e-6, 1000)).orElseThrow();
    assertThat(scale.high()).isNull();
    assertThat(scale.low()).isPositive();
    assertThat(scale.value()).isGreaterThanOrEqualTo(scale.low());
  }

  @Test
  void withoutNoiseTheScaleIsNothing() {
    NoiseScale scale = NoiseScale.of(samples(32, 1, new int[] {4, 4}, 3, 0)).orElseThrow();
    assertThat(scale.value()).isCloseTo(0, within(1e-9));
  }

  @Test
  void fewSamplesAndNothingButZerosSayNothing() {
    assertThat(NoiseScale.of(samples(15, 1, new int[] {4, 4}, 3, 100))).isEmpty();
    assertThat(NoiseScale.of(samples(20, 1, new int[] {4, 4}, 0, 0))).isEmpty();
  }
}
