package io.tributary.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedIntsTest {
  private static final int BLOCK = PackedPlanes.BLOCK;

  /** Blocks of every width, in random order and with values up to their width's limits. */
  @Property
  void everyIntegerSurvives(@ForAll @IntRange(max = 9_000) int length, @ForAll long seed) {
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
    "8355839, 3",
    "8355840, 4",
    "-8388608, 3",
    "8388608, 4",
    "2147483647, 4",
    "-2147483648, 4"
  })
  void aBlockTakesTheBytesOfItsLargestValue(int largest, int width) {
    int[] values = new int[BLOCK];
    values[17] = largest;
    PackedInts packed = PackedPlanes.pack(values, 0, BLOCK);
    assertThat(packed.packedBytes()).isEqualTo(2 + width * BLOCK);
    assertThat(packed.toArray()).isEqualTo(values);
  }

  /** One in so many at a random place, after a stretch without any, of any width. */
  @Property
  void sparseIntegersSurvive(
      @ForAll @IntRange(min = 1, max = 5_000) int length,
      @ForAll @IntRange(min = 1, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 900) int rarity,
      @ForAll @IntRange(max = 5_000) int silent,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] values = new int[3 + length];
    int others = 0;
    int magnitudes = 0;
    for (int i = 3 + silent; i < values.length; i++) {
      values[i] = random.nextInt(rarity) == 0 ? random.nextInt() >> (32 - bits) : 0;
      others += values[i] == 0 ? 0 : 1;
      magnitudes |= values[i] ^ (values[i] >> 31);
    }
    PackedInts packed = SparseInts.pack(values, 3, length, others, magnitudes);
    assertSurvives(packed, Arrays.copyOfRange(values, 3, 3 + length));
    assertThat((long) packed.packedBytes())
        .isLessThanOrEqualTo(SparseInts.mostBytes(length, others, magnitudes));
  }

  /** Any change of a bit either is refused or gives values within the length. */
  @Property
  void aChangedBitOfSparseIntegersReachesNothingElse(
      @ForAll @IntRange(max = 10_000) int changed, @ForAll long seed) {
    int[] values = new int[2_000];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      values[random.nextInt(values.length)] = random.nextInt(-300, 300);
    }
    byte[] bytes = bytes(PackedInts.of(values, 0, values.length));
    int bit = Byte.SIZE + changed % (Byte.SIZE * (bytes.length - 1));
    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    try {
      PackedInts.view(values.length, ByteBuffer.wrap(bytes)).addTo(new int[values.length], 0);
    } catch (CorruptRecordException e) {
      assertThat(e).hasMessageContaining("sparse integer");
    }
  }

  @Property
  void fewDifferentIntegersSurvive(
      @ForAll @IntRange(min = 1, max = 500) int length,
      @ForAll @IntRange(min = 2, max = 32) int digits,
      @ForAll @IntRange(min = -100, max = 100) int smallest,
      @ForAll @IntRange(min = 1, max = 30) int distance,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] values =
        random.ints(length, 0, digits).map(digit -> smallest + distance * digit).toArray();
    PackedInts packed = PackedDigits.pack(values, 0, length);
    assertSurvives(Objects.requireNonNull(packed), values);
  }

  private static void assertSurvives(PackedInts packed, int[] expected) {
    PackedInts read = PackedInts.view(expected.length, packed.bytes());
    assertThat(read.toArray()).isEqualTo(expected);
    int[] sums = new int[2 + expected.length];
    read.addTo(sums, 2);
    read.addTo(sums, 2);
    assertThat(Arrays.copyOfRange(sums, 2, sums.length))
        .isEqualTo(Arrays.stream(expected).map(value -> 2 * value).toArray());
  }

  @Test
  void signsTakeABitEach() {
    int[] signs = new SplittableRandom(1).ints(62_000, 0, 2).map(bit -> 2 * bit - 1).toArray();
    assertThat(PackedInts.of(signs, 0, signs.length).packedBytes()).isEqualTo(10 + 8 * 1_000);
  }

  @Test
  void oneInAThousandTakesLittleMoreThanTwoBytes() {
    int[] values = new int[1_000_000];
    for (int i = 500; i < values.length; i += 1_000) {
      values[i] = i % 100 - 50;
    }
    values[123_456] = 1;
    PackedInts packed = PackedInts.of(values, 0, values.length);
    // 7 bits for a value up to 50, 9 and a zero for a gap, and a one where it is beyond 511.
    assertThat(packed.packedBytes()).isLessThanOrEqualTo(7 + (18 * 1_001 + 7) / 8);
    assertSurvives(packed, values);
  }

  @Test
  void bytesOfTheOtherFormsThatDoNotFitAreRefused() {
    int[] values = new int[1_000];
    values[700] = 3;
    byte[] sparse = bytes(PackedInts.of(values, 0, values.length));
    for (int length = 0; length < sparse.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(sparse, 0, length);
      assertThatThrownBy(() -> PackedInts.view(1_000, cut))
          .isInstanceOf(CorruptRecordException.class);
    }
    assertThatThrownBy(() -> PackedInts.view(700, ByteBuffer.wrap(sparse)))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("beyond the 700");
    // 14 bits are used: the two above them are nobody's.
    byte[] padded = sparse.clone();
    padded[padded.length - 1] |= (byte) 0x80;
    byte[] longer = Arrays.copyOf(sparse, sparse.length + 1);
    for (byte[] wrong : List.of(padded, longer)) {
      assertThatThrownBy(() -> PackedInts.view(1_000, ByteBuffer.wrap(wrong)))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("do not fill");
    }
    byte[] digits = bytes(PackedInts.of(new int[] {1, -1, 1}, 0, 3));
    assertThatThrownBy(() -> PackedInts.view(100, ByteBuffer.wrap(digits)))
        .isInstanceOf(CorruptRecordException.class);
    assertThatThrownBy(() -> PackedInts.view(3, ByteBuffer.wrap(new byte[] {7, 0, 0})))
        .hasMessageContaining("unknown form");
  }

  private static byte[] bytes(PackedInts packed) {
    byte[] bytes = new byte[packed.packedBytes()];
    packed.bytes().get(bytes);
    return bytes;
  }

  @Test
  void bytesThatDoNotFitTheirWidthsAreRefused() {
    ByteBuffer tooFew = ByteBuffer.wrap(new byte[] {0, 2, 0, 0, 0});
    assertThatThrownBy(() -> PackedInts.view(2, tooFew))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("do not fill");
    assertThatThrownBy(() -> PackedInts.view(1, ByteBuffer.wrap(new byte[] {0, 9, 0})))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("unknown width");
    assertThatThrownBy(() -> PackedInts.view(1_000, ByteBuffer.wrap(new byte[] {0})))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("1000 packed integers in 1 bytes");
  }

  @Test
  void noValuesTakeTheirFormOnly() {
    assertThat(PackedInts.none().packedBytes()).isEqualTo(1);
    assertThat(PackedInts.none().toArray()).isEmpty();
  }
}
