package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Only what is not zero, in as many bits as it needs. The zeros between are counted in the code of
 * Rice (JPL Publication 79-22, 1979), which is the shortest where they are scattered at random.
 *
 * <p>Layout: the form; bits a value, 1 to 32; r, 0 to 30; the number of values as int; then bits,
 * each byte's lowest first, with zeros to the end of the last byte. For each value the number g of
 * zeros since the one before, as g / 2^r ones, a zero and the lowest r bits of g; then the value in
 * two's complement.
 */
final class SparseInts extends PackedInts {
  private static final int BITS_AT = 7;
  private static final int LARGEST_RICE = 30;

  /** Smaller parameters than that of the mean gap are shorter where values come in clusters. */
  private static final int SMALLER_TRIED = 4;

  private final int width;
  private final int rice;
  private final int count;

  SparseInts(int length, ByteBuffer bytes) {
    super(length, bytes);
    if (bytes.limit() < BITS_AT) {
      throw new CorruptRecordException("sparse integers in %d bytes".formatted(bytes.limit()));
    }
    this.width = bytes.get(1);
    this.rice = bytes.get(2);
    this.count = bytes.getInt(3);
    if (width < 1 || width > Integer.SIZE || rice < 0 || rice > LARGEST_RICE) {
      throw new CorruptRecordException(
          "sparse integers of %d bits with gaps of %d".formatted(width, rice));
    }
    long least = (long) count * (1 + rice + width);
    if (count < 0 || least > (bytes.limit() - BITS_AT) * (long) Byte.SIZE) {
      throw new CorruptRecordException(
          "%d sparse integers in %d bytes".formatted(count, bytes.limit()));
    }
    requireEntries();
  }

  /**
   * Bytes that {@link #pack} does not exceed.
   *
   * @param others number of values that are not zero
   * @param magnitudes has the highest bit of the largest value, without its sign
   */
  static long mostBytes(int length, int others, int magnitudes) {
    if (others == 0) {
      return BITS_AT;
    }
    // All gaps together are at most the length, hence their ones at most two for each value.
    long bits = (long) others * (width(magnitudes) + meanRice(length, others) + 3);
    return BITS_AT + Math.ceilDiv(bits, (long) Byte.SIZE);
  }

  /** See {@link #mostBytes} for the parameters. */
  static SparseInts pack(int[] values, int from, int length, int others, int magnitudes) {
    int[] at = new int[others];
    int next = 0;
    for (int i = from; i < from + length; i++) {
      if (values[i] != 0) {
        at[next++] = i;
      }
    }
    int width = width(magnitudes);
    int rice = shortestRice(at, from, length);
    byte[] packed = new byte[Math.toIntExact(mostBytes(length, others, magnitudes))];
    ByteBuffer bytes = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(SPARSE).put((byte) width).put((byte) rice).putInt(others);
    BitWriter bits = new BitWriter(bytes);
    int before = from - 1;
    for (int i : at) {
      int gap = i - before - 1;
      bits.ones(gap >>> rice);
      bits.put(0, 1);
      bits.put(gap, rice);
      bits.put(values[i], width);
      before = i;
    }
    bits.end();
    byte[] exact = Arrays.copyOf(packed, bytes.position());
    return new SparseInts(length, ByteBuffer.wrap(exact).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static int width(int magnitudes) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(magnitudes) + 1;
  }

  /** Of gaps that are all alike. */
  private static int meanRice(int length, int others) {
    int mean = length / others;
    return Math.min(LARGEST_RICE, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(mean));
  }

  private static int shortestRice(int[] at, int from, int length) {
    if (at.length == 0) {
      return 0;
    }
    int largest = meanRice(length, at.length);
    int shortest = largest;
    long fewest = Long.MAX_VALUE;
    for (int rice = largest; rice >= Math.max(0, largest - SMALLER_TRIED); rice--) {
      long bits = (long) rice * at.length;
      int before = from - 1;
      for (int i : at) {
        bits += (i - before - 1) >>> rice;
        before = i;
      }
      if (bits < fewest) {
        fewest = bits;
        shortest = rice;
      }
    }
    return shortest;
  }

  @Override
  public void addTo(int[] target, int at) {
    BitReader bits = new BitReader(bytes, BITS_AT);
    int next = at;
    for (int i = 0; i < count; i++) {
      next += (bits.ones() << rice) + bits.take(rice);
      target[next++] += value(bits);
    }
  }

  @Override
  public void copyTo(int[] target, int at) {
    Arrays.fill(target, at, at + length, 0);
    addTo(target, at);
  }

  private int value(BitReader bits) {
    int unused = Integer.SIZE - width;
    return bits.take(width) << unused >> unused;
  }

  private void requireEntries() {
    BitReader bits = new BitReader(bytes, BITS_AT);
    long next = 0;
    for (int i = 0; i < count; i++) {
      next += ((long) bits.ones() << rice) + bits.take(rice) + 1;
      if (next > length) {
        throw new CorruptRecordException("a sparse integer beyond the %d".formatted(length));
      }
      bits.take(width);
    }
    bits.requireEnd();
  }
}
