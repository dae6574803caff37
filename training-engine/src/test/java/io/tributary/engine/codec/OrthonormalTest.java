package io.tributary.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrthonormalTest {

  private static void assertOrthonormal(float[] values, int at, int rows, int columns) {
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < columns; b++) {
        double product = 0;
        for (int i = 0; i < rows; i++) {
          product += (double) values[at + a * rows + i] * values[at + b * rows + i];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-5));
      }
    }
  }

  @Test
  void columnsBecomeOrthonormalAndSpanTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[2 + 3 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    float[] first = Arrays.copyOfRange(values, 2, 52);
    Orthonormal.columns(values, 2, 50, 3, 9);
    assertOrthonormal(values, 2, 50, 3);
    assertThat(values[2] / first[0]).isCloseTo(values[3] / first[1], within(1e-5f));
  }

  @Test
  void columnsThatDependOnOthersAreReplaced() {
    float[] values = new float[3 * 4];
    values[0] = 1;
    values[4] = 2;
    Orthonormal.columns(values, 0, 4, 3, 9);
    assertOrthonormal(values, 0, 4, 3);
    float[] nothing = new float[16];
    Orthonormal.randomColumns(nothing, 0, 4, 4, 3);
    assertOrthonormal(nothing, 0, 4, 4);
  }

  @Property
  void theKthLargestIsTheSortedOnesKth(
      @ForAll @IntRange(min = 1, max = 300) int length, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      // Many equal ones, zeros and neighbours that differ in the last bit only.
      values[i] = Float.intBitsToFloat(0x3F800000 + random.nextInt(4)) * random.nextInt(-2, 3);
    }
    int k = random.nextInt(1, length + 1);
    float[] sizes = new float[length];
    for (int i = 0; i < length; i++) {
      sizes[i] = Math.abs(values[i]);
    }
    Arrays.sort(sizes);
    assertThat(new LargestValues().magnitude(values, k)).isEqualTo(sizes[length - k]);
  }
}
