package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Only what is not zero.
 *
 * <p>Layout: the form; bytes a value (1, 2 or 4); the number of values as int; the values; for each
 * the zeros since the one before, 7 bits a byte, the lowest first.
 */
final class SparseInts extends PackedInts {
  private static final int VALUES_AT = 6;
  private static final int MORE = 0x80;

  private final int width;
  private final int count;
  private final int gapsAt;

  SparseInts(int length, ByteBuffer bytes) {
    super(length, bytes);
    if (bytes.limit() < VALUES_AT) {
      throw new CorruptRecordException("sparse integers in %d bytes".formatted(bytes.limit()));
    }
    this.width = bytes.get(1);
    this.count = bytes.getInt(2);
    if (width != Byte.BYTES && width != Short.BYTES && width != Integer.BYTES) {
      throw new CorruptRecordException("sparse integers of unknown width");
    }
    long gaps = VALUES_AT + (long) count * width;
    if (count < 0 || gaps + count > bytes.limit()) {
      throw new CorruptRecordException(
          "%d sparse integers in %d bytes".formatted(count, bytes.limit()));
    }
    this.gapsAt = (int) gaps;
    requirePositions();
  }

  /** Bytes of so many values if no gap before one takes more than a byte. */
  static long leastBytes(int others, int magnitudes) {
    return VALUES_AT + (long) others * (width(magnitudes) + 1);
  }

  private static int width(int magnitudes) {
    return magnitudes <= Byte.MAX_VALUE
        ? Byte.BYTES
        : magnitudes <= Short.MAX_VALUE ? Short.BYTES : Integer.BYTES;
  }

  /**
   * @param others number of values that are not zero
   * @param magnitudes has the highest bit of the largest value, without its sign
   */
  static SparseInts pack(int[] values, int from, int length, int others, int magnitudes) {
    int width = width(magnitudes);
    int mostGapBytes = 5;
    ByteBuffer bytes =
        ByteBuffer.allocate(VALUES_AT + others * (width + mostGapBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(SPARSE).put((byte) width).putInt(others);
    int gapAt = VALUES_AT + others * width;
    int next = from;
    for (int i = from; i < from + length; i++) {
      if (values[i] != 0) {
        switch (width) {
          case Byte.BYTES -> bytes.put((byte) values[i]);
          case Short.BYTES -> bytes.putShort((short) values[i]);
          default -> bytes.putInt(values[i]);
        }
        int gap = i - next;
        for (; gap >= MORE; gap >>>= 7) {
          bytes.put(gapAt++, (byte) (gap | MORE));
        }
        bytes.put(gapAt++, (byte) gap);
        next = i + 1;
      }
    }
    byte[] exact = Arrays.copyOf(bytes.array(), gapAt);
    return new SparseInts(length, ByteBuffer.wrap(exact).order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public void addTo(int[] target, int at) {
    Positions positions = new Positions();
    for (int i = 0; i < count; i++) {
      target[at + positions.next()] += value(i);
    }
  }

  @Override
  public void copyTo(int[] target, int at) {
    Arrays.fill(target, at, at + length, 0);
    addTo(target, at);
  }

  private int value(int i) {
    return switch (width) {
      case Byte.BYTES -> bytes.get(VALUES_AT + i);
      case Short.BYTES -> bytes.getShort(VALUES_AT + i * Short.BYTES);
      default -> bytes.getInt(VALUES_AT + i * Integer.BYTES);
    };
  }

  private void requirePositions() {
    Positions positions = new Positions();
    for (int i = 0; i < count; i++) {
      int position = positions.next();
      if (position < 0 || position >= length) {
        throw new CorruptRecordException("a sparse integer beyond the %d".formatted(length));
      }
    }
    if (positions.at != bytes.limit()) {
      throw new CorruptRecordException("sparse integers that do not fill their bytes");
    }
  }

  private final class Positions {
    private int at = gapsAt;
    private int position = -1;

    int next() {
      int gap = 0;
      int read = MORE;
      for (int shift = 0; (read & MORE) != 0; shift += 7) {
        if (at == bytes.limit() || shift > 28) {
          throw new CorruptRecordException("sparse integers that end in the middle of a position");
        }
        read = bytes.get(at++);
        gap |= (read & ~MORE & 0xFF) << shift;
      }
      position = Math.addExact(position, 1) + gap;
      return position;
    }
  }
}
