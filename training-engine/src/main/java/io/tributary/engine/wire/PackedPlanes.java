package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/**
 * Blocks of {@link #BLOCK} values take 0 to 4 bytes a value, whatever the largest of the block
 * needs. Gradients on a grid are mostly small against the largest one, and often zero in whole
 * rows, so this saves a good part of the bytes that every step moves; on a 16-bit grid it makes two
 * bytes a value by itself.
 *
 * <p>Layout: the form; a byte a block with its width; the values of blocks of width 4 as int; the
 * low halves of blocks of width 2 and 3 as short; the values of blocks of width 1 and the high
 * bytes of blocks of width 3. Planes of one type keep each loop simple enough to be vectorised.
 */
final class PackedPlanes extends PackedInts {
  /** Values that share a width. */
  static final int BLOCK = 256;

  private static final int WIDEST = Integer.BYTES;
  private static final int WIDTHS_AT = 1;

  private final int shortsAt;
  private final int bytesAt;

  PackedPlanes(int length, ByteBuffer bytes) {
    super(length, bytes);
    int blocks = blocks(length);
    if (bytes.limit() < WIDTHS_AT + blocks) {
      throw new CorruptRecordException(
          "%d packed integers in %d bytes".formatted(length, bytes.limit()));
    }
    long ints = 0;
    long halves = 0;
    long singles = 0;
    for (int block = 0; block < blocks; block++) {
      int values = valuesIn(block, length);
      switch (width(block)) {
        case 0 -> {}
        case 1 -> singles += values;
        case 2 -> halves += values;
        case 3 -> {
          halves += values;
          singles += values;
        }
        case WIDEST -> ints += values;
        default -> throw new CorruptRecordException("packed integers of unknown width");
      }
    }
    long end = WIDTHS_AT + blocks + ints * Integer.BYTES + halves * Short.BYTES + singles;
    if (end != bytes.limit()) {
      throw new CorruptRecordException("packed integers that do not fill their bytes");
    }
    this.shortsAt = (int) (WIDTHS_AT + blocks + ints * Integer.BYTES);
    this.bytesAt = (int) (shortsAt + halves * Short.BYTES);
  }

  static PackedPlanes pack(int[] values, int from, int length) {
    int blocks = blocks(length);
    byte[] widths = new byte[blocks];
    int ints = 0;
    int halves = 0;
    int singles = 0;
    for (int block = 0; block < blocks; block++) {
      int count = valuesIn(block, length);
      int width = width(values, from + block * BLOCK, count);
      widths[block] = (byte) width;
      ints += width == WIDEST ? count : 0;
      halves += width == 2 || width == 3 ? count : 0;
      singles += width == 1 || width == 3 ? count : 0;
    }
    int shortsAt = WIDTHS_AT + blocks + ints * Integer.BYTES;
    int bytesAt = shortsAt + halves * Short.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(bytesAt + singles).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, PLANES).put(WIDTHS_AT, widths);
    PackedPlanes packed = new PackedPlanes(length, bytes);
    packed.write(values, from);
    return packed;
  }

  private int width(int block) {
    return bytes.get(WIDTHS_AT + block);
  }

  private void write(int[] values, int from) {
    IntBuffer ints = ints();
    ShortBuffer halves = halves();
    short[] half = new short[BLOCK];
    byte[] single = new byte[BLOCK];
    int intAt = 0;
    int halfAt = 0;
    int singleAt = bytesAt;
    for (int block = 0; block * BLOCK < length; block++) {
      int count = valuesIn(block, length);
      int start = from + block * BLOCK;
      int width = width(block);
      if (width == WIDEST) {
        ints.put(intAt, values, start, count);
        intAt += count;
      }
      if (width == 2 || width == 3) {
        for (int i = 0; i < count; i++) {
          half[i] = (short) values[start + i];
        }
        halves.put(halfAt, half, 0, count);
        halfAt += count;
      }
      if (width == 1 || width == 3) {
        int shift = width == 1 ? 0 : Short.SIZE;
        for (int i = 0; i < count; i++) {
          single[i] = (byte) (values[start + i] >> shift);
        }
        bytes.put(singleAt, single, 0, count);
        singleAt += count;
      }
    }
  }

  @Override
  public void addTo(int[] target, int at) {
    int[] tile = new int[BLOCK];
    Cursor cursor = new Cursor();
    for (int block = 0; block * BLOCK < length; block++) {
      int count = valuesIn(block, length);
      if (width(block) != 0) {
        cursor.read(block, count, tile, 0);
        int start = at + block * BLOCK;
        for (int i = 0; i < count; i++) {
          target[start + i] += tile[i];
        }
      }
    }
  }

  @Override
  public void copyTo(int[] target, int at) {
    Cursor cursor = new Cursor();
    for (int block = 0; block * BLOCK < length; block++) {
      cursor.read(block, valuesIn(block, length), target, at + block * BLOCK);
    }
  }

  private IntBuffer ints() {
    int at = WIDTHS_AT + blocks(length);
    return bytes.slice(at, shortsAt - at).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  private ShortBuffer halves() {
    return bytes.slice(shortsAt, bytesAt - shortsAt).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
  }

  private static int blocks(int length) {
    return Math.ceilDiv(length, BLOCK);
  }

  private static int valuesIn(int block, int length) {
    return Math.min(BLOCK, length - block * BLOCK);
  }

  /** Bytes that hold every value of the range in two's complement; 0 where all are zero. */
  private static int width(int[] values, int from, int count) {
    int magnitudes = 0;
    int any = 0;
    for (int i = from; i < from + count; i++) {
      magnitudes |= values[i] ^ (values[i] >> 31);
      any |= values[i];
    }
    int signedBits = Integer.SIZE + 1 - Integer.numberOfLeadingZeros(magnitudes);
    return any == 0 ? 0 : Math.ceilDiv(signedBits, Byte.SIZE);
  }

  /** Reads the blocks one after the other. */
  private final class Cursor {
    private final IntBuffer ints = ints();
    private final ShortBuffer halves = halves();
    private final short[] half = new short[BLOCK];
    private final byte[] single = new byte[BLOCK];
    private int intAt;
    private int halfAt;
    private int singleAt = bytesAt;

    void read(int block, int count, int[] target, int at) {
      int width = width(block);
      switch (width) {
        case 0 -> Arrays.fill(target, at, at + count, 0);
        case WIDEST -> {
          ints.get(intAt, target, at, count);
          intAt += count;
        }
        case 1 -> {
          nextSingles(count);
          for (int i = 0; i < count; i++) {
            target[at + i] = single[i];
          }
        }
        default -> {
          nextHalves(count);
          if (width == 2) {
            for (int i = 0; i < count; i++) {
              target[at + i] = half[i];
            }
          } else {
            nextSingles(count);
            for (int i = 0; i < count; i++) {
              target[at + i] = (single[i] << Short.SIZE) | (half[i] & 0xFFFF);
            }
          }
        }
      }
    }

    private void nextHalves(int count) {
      halves.get(halfAt, half, 0, count);
      halfAt += count;
    }

    private void nextSingles(int count) {
      bytes.get(singleAt, single, 0, count);
      singleAt += count;
    }
  }
}
