package io.tributary.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedIntsTest {
  private static final int BLOCK = PackedInts.BLOCK;

  /** Blocks of every width, in random order and with values up to their width's limits. */
  @Property
  void everyIntegerSurvives(@ForAll @IntRange(max = 3 * 256) int length, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] values = new int[5 + length];
    for (int i = 0; i < values.length; i++) {
      int bits = new int[] {0, 1, 8, 9, 16, 17, 24, 25, 32}[random.nextInt(9)];
      values[i] = bits == 0 ? 0 : random.nextInt() >> (32 - bits);
      if (i / BLOCK % 2 == 1) {
        values[i] = bits <= 8 ? values[i] : 0;
      }
    }
    PackedInts packed = PackedInts.of(values, 5, length);
    PackedInts read = PackedInts.view(length, packed.bytes());
    int[] expected = Arrays.copyOfRange(values, 5, 5 + length);

    assertThat(read.toArray()).isEqualTo(expected);
    int[] sums = new int[3 + length];
    Arrays.fill(sums, 1);
    read.addTo(sums, 3);
    for (int i = 0; i < length; i++) {
      assertThat(sums[3 + i]).isEqualTo(expected[i] + 1);
    }
    assertThat(Arrays.copyOf(sums, 3)).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "127, 1",
    "-128, 1",
    "128, 2",
    "-129, 2",
    "32767, 2",
    "-32768, 2",
    "32768, 3",
    "8388607, 3",
    "-8388608, 3",
    "8388608, 4",
    "2147483647, 4",
    "-2147483648, 4"
  })
  void aBlockTakesTheBytesOfItsLargestValue(int largest, int width) {
    int[] values = new int[BLOCK];
    values[17] = largest;
    PackedInts packed = PackedInts.of(values, 0, BLOCK);
    assertThat(packed.packedBytes()).isEqualTo(1 + width * BLOCK);
    assertThat(packed.toArray()).isEqualTo(values);
  }

  @Test
  void bytesThatDoNotFitTheirWidthsAreRefused() {
    ByteBuffer tooFew = ByteBuffer.wrap(new byte[] {2, 0, 0, 0});
    assertThatThrownBy(() -> PackedInts.view(2, tooFew))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("do not fill");
    assertThatThrownBy(() -> PackedInts.view(1, ByteBuffer.wrap(new byte[] {9, 0})))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("unknown width");
    assertThatThrownBy(() -> PackedInts.view(1_000, ByteBuffer.wrap(new byte[] {0})))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("1000 packed integers in 1 bytes");
  }

  @Test
  void noValuesTakeNoBytes() {
    assertThat(PackedInts.none().packedBytes()).isZero();
    assertThat(PackedInts.none().toArray()).isEmpty();
  }
}
