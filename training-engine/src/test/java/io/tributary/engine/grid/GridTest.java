package io.tributary.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;

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

class GridTest {

  @Property
  void whatFitsIsStoredWithinHalfAGridStep(
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float value,
      @ForAll @IntRange(min = 1, max = 4096) int partitions) {
    int exponent = new Grid(partitions).exponentFor(Math.abs(value));
    int[] sums = new int[1];
    Grid.add(new float[] {value}, 0, 1, exponent, sums);
    double step = Math.scalb(1.0, exponent);
    assertThat(Math.abs(sums[0] * step - value)).isLessThanOrEqualTo(step / 2);
  }

  @Property
  void theSumOverAllPartitionsNeverOverflows(
      @ForAll @IntRange(min = -100, max = 100) int power,
      @ForAll @FloatRange(min = 1f, max = 2f) float mantissa,
      @ForAll @IntRange(min = 1, max = 4096) int partitions) {
    float magnitude = Math.scalb(mantissa, power);
    int exponent = new Grid(partitions).exponentFor(magnitude);
    int[] one = new int[1];
    Grid.add(new float[] {magnitude}, 0, 1, exponent, one);
    assertThat((long) one[0] * partitions).isBetween(0L, (long) Integer.MAX_VALUE);
  }

  @Property
  void theSumDoesNotDependOnTheOrder(
      @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -1e6f, max = 1e6f) Float> values,
      @ForAll long seed) {
    float largest = (float) values.stream().mapToDouble(Math::abs).max().orElseThrow();
    int exponent = new Grid(values.size()).exponentFor(largest);
    List<Float> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(sum(shuffled, exponent)).isEqualTo(sum(values, exponent));
  }

  private static int sum(List<Float> values, int exponent) {
    int[] sums = new int[1];
    values.forEach(v -> Grid.add(new float[] {v}, 0, 1, exponent, sums));
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
    int nothing = new Grid(8).exponentFor(0f);
    assertThat(Grid.nextExponent(nothing, -17)).isEqualTo(-17);
    assertThat(Grid.nextExponent(-20, -17)).isEqualTo(-18);
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
