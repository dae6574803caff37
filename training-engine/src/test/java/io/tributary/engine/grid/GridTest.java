package io.tributary.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.CompressionDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  private static final CompressionDefinition EXACT = new CompressionDefinition.None();

  @Property
  void numbersOfFewBitsFitInThem(
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float value,
      @ForAll @IntRange(min = 1, max = 1024) int partitions,
      @ForAll int key) {
    int[] sums = new int[1];
    Grid bytes = new Grid(partitions, new CompressionDefinition.Int8());
    bytes.add(new float[] {value}, 0, 1, bytes.exponentFor(Math.abs(value)), key, sums);
    assertThat(sums[0]).isBetween(-128, 128);
    sums[0] = 0;
    Grid shorts = new Grid(partitions, new CompressionDefinition.Int16());
    shorts.add(new float[] {value}, 0, 1, shorts.exponentFor(Math.abs(value)), key, sums);
    assertThat(sums[0]).isBetween(-32768, 32768);
  }

  /** 20,000 values of 0.3 grid steps: the mean's standard deviation is 0.0033. */
  @ParameterizedTest
  @ValueSource(ints = {1, -99, 123_456_789})
  void stochasticRoundingKeepsTheMean(int key) {
    float[] values = new float[20_000];
    Arrays.fill(values, 0.3f);
    int[] sums = new int[values.length];
    new Grid(1, new CompressionDefinition.Int8()).add(values, 0, values.length, 0, key, sums);
    assertThat(sums).containsOnly(0, 1);
    assertThat(Arrays.stream(sums).average().orElseThrow()).isCloseTo(0.3, within(0.015));
    int[] again = new int[values.length];
    new Grid(1, new CompressionDefinition.Int8()).add(values, 0, values.length, 0, key, again);
    assertThat(again).isEqualTo(sums);
  }

  @Property
  void whatFitsIsStoredWithinHalfAGridStep(
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float value,
      @ForAll @IntRange(min = 1, max = 4096) int partitions) {
    int exponent = new Grid(partitions, EXACT).exponentFor(Math.abs(value));
    int[] sums = new int[1];
    new Grid(partitions, EXACT).add(new float[] {value}, 0, 1, exponent, 0, sums);
    double step = Math.scalb(1.0, exponent);
    assertThat(Math.abs(sums[0] * step - value)).isLessThanOrEqualTo(step / 2);
  }

  @Property
  void theSumOverAllPartitionsNeverOverflows(
      @ForAll @IntRange(min = -100, max = 100) int power,
      @ForAll @FloatRange(min = 1f, max = 2f) float mantissa,
      @ForAll @IntRange(min = 1, max = 4096) int partitions) {
    float magnitude = Math.scalb(mantissa, power);
    int exponent = new Grid(partitions, EXACT).exponentFor(magnitude);
    int[] one = new int[1];
    new Grid(partitions, EXACT).add(new float[] {magnitude}, 0, 1, exponent, 0, one);
    assertThat((long) one[0] * partitions).isBetween(0L, (long) Integer.MAX_VALUE);
  }

  @Property
  void theSumDoesNotDependOnTheOrder(
      @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -1e6f, max = 1e6f) Float> values,
      @ForAll long seed) {
    float largest = (float) values.stream().mapToDouble(Math::abs).max().orElseThrow();
    int exponent = new Grid(values.size(), EXACT).exponentFor(largest);
    List<Float> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(sum(shuffled, exponent)).isEqualTo(sum(values, exponent));
  }

  private static int sum(List<Float> values, int exponent) {
    int[] sums = new int[1];
    values.forEach(
        v -> new Grid(values.size(), EXACT).add(new float[] {v}, 0, 1, exponent, 0, sums));
    return sums[0];
  }

  @Test
  void magnitudeShowsNotANumberAndInfinity() {
    assertThat(Grid.magnitude(new float[] {1, Float.NaN, 2}, 0, 3)).isNaN();
    assertThat(Grid.magnitude(new float[] {1, Float.NEGATIVE_INFINITY}, 0, 2)).isInfinite();
    assertThat(Grid.magnitude(new float[] {1, -3, 2}, 0, 3)).isEqualTo(3f);
  }

  @Test
  void zerosLeaveTheGridAsItWas() {
    int nothing = new Grid(8, EXACT).exponentFor(0f);
    assertThat(new Grid(8, EXACT).nextExponent(nothing, -17)).isEqualTo(-17);
    assertThat(new Grid(8, EXACT).nextExponent(-20, -17)).isEqualTo(-18);
  }

  /** The same magnitude, told on one grid, is found on another. */
  @Test
  void aStepWithOtherBitsGetsAGridForTheSameMagnitude() {
    Grid fine = new Grid(8, EXACT);
    Grid bytes = new Grid(8, new CompressionDefinition.Int8());
    int needed = fine.exponentFor(3.5f);
    assertThat(fine.nextExponent(needed, -99, bytes)).isEqualTo(bytes.exponentFor(3.5f) + 1);
    needed = bytes.exponentFor(3.5f);
    assertThat(bytes.nextExponent(needed, -99, fine)).isEqualTo(fine.exponentFor(3.5f) + 2);
    int nothing = Grid.LOWEST_EXPONENT;
    int current = bytes.exponentFor(3.5f) + 1;
    assertThat(bytes.nextExponent(nothing, current, fine)).isEqualTo(fine.exponentFor(3.5f) + 2);
    assertThat(bytes.nextExponent(nothing, nothing, fine)).isEqualTo(nothing);
    assertThat(bytes.nextExponent(nothing + 1, nothing, fine)).isEqualTo(nothing + 1);
  }

  @Test
  void chunksCoverTheVectorExactlyOnce() {
    ChunkLayout layout = new ChunkLayout(2 * ChunkLayout.CHUNK_VALUES + 3);
    int[] seen = new int[layout.length()];
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      for (int i = 0; i < layout.length(chunk); i++) {
        seen[layout.offset(chunk) + i]++;
      }
    }
    assertThat(Arrays.stream(seen).allMatch(n -> n == 1)).isTrue();
  }
}
