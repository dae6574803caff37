package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * Blocks of {@link #BLOCK} values take 0 to 4 bytes a value, whatever the largest of the block
 * needs. Gradients on a grid are mostly small against the largest one, and often zero in whole
 * rows, so this saves a good part of the bytes that every step moves; on a 16-bit grid it makes two
 * bytes a value by itself.
 *
 * <p>Layout: the form; a byte a block with its width; then words of 32 bits, {@link PlaneTile} by
 * tile: the values of blocks of width 4; the halves of blocks of width 2 and 3; the bytes of blocks
 * of width 1 and 3.
 */
final class PackedPlanes extends PackedInts {
  /** Values that share a width. */
  static final int BLOCK = 256;

  /** Values of a tile: its arrays stay in the nearest cache. */
  static final int TILE = 4 * BLOCK;

  static final int WIDEST = Integer.BYTES;
  private static final int WIDTHS_AT = 1;

  /** Adding this and dropping 16 bits rounds to the number whose remainder is a signed half. */
  static final int HALF_ROUNDING = 0x8000;

  PackedPlanes(int length, ByteBuffer bytes) {
    super(length, bytes);
    int blocks = blocks(length);
    if (bytes.limit() < WIDTHS_AT + blocks) {
      throw new CorruptRecordException(
          "%d packed integers in %d bytes".formatted(length, bytes.limit()));
    }
    long words = 0;
    for (int start = 0; start < length; start += TILE) {
      words += planes(start).words();
    }
    if (WIDTHS_AT + blocks + words * Integer.BYTES != bytes.limit()) {
      throw new CorruptRecordException("packed integers that do not fill their bytes");
    }
  }

  /**
   * How many values each plane of a tile holds.
   *
   * @param ints of width 4
   * @param halves of width 2 and 3
   * @param singles bytes of width 1 and 3
   */
  record Planes(int ints, int halves, int singles) {
    int words() {
      return ints + Math.ceilDiv(halves, 2) + Math.ceilDiv(singles, 4);
    }
  }

  static PackedPlanes pack(int[] values, int from, int length) {
    int blocks = blocks(length);
    byte[] widths = new byte[blocks];
    long words = 0;
    for (int start = 0; start < length; start += TILE) {
      int ints = 0;
      int halves = 0;
      int singles = 0;
      for (int at = start; at < Math.min(length, start + TILE); at += BLOCK) {
        int count = Math.min(BLOCK, length - at);
        int width = width(values, from + at, count);
        widths[at / BLOCK] = (byte) width;
        ints += width == WIDEST ? count : 0;
        halves += width == 2 || width == 3 ? count : 0;
        singles += width == 1 || width == 3 ? count : 0;
      }
      words += new Planes(ints, halves, singles).words();
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(WIDTHS_AT + blocks + words * Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, PLANES).put(WIDTHS_AT, widths);
    PackedPlanes packed = new PackedPlanes(length, bytes);
    IntBuffer target = packed.words();
    PlaneTile tile = new PlaneTile(length);
    for (int start = 0; start < length; start += TILE) {
      tile.pack(values, from + start, packed.widths(start), packed.planes(start), target);
    }
    return packed;
  }

  @Override
  public void addTo(int[] target, int at) {
    IntBuffer source = words();
    PlaneTile tile = new PlaneTile(length);
    for (int start = 0; start < length; start += TILE) {
      Planes planes = planes(start);
      if (planes.words() > 0) {
        tile.addTo(target, at + start, source, widths(start), planes);
      }
    }
  }

  @Override
  public void copyTo(int[] target, int at) {
    IntBuffer source = words();
    PlaneTile tile = new PlaneTile(length);
    for (int start = 0; start < length; start += TILE) {
      tile.copyTo(target, at + start, source, widths(start), planes(start));
    }
  }

  /** What the tile that begins at {@code start} holds. Throws {@code CorruptRecordException}. */
  private Planes planes(int start) {
    int ints = 0;
    int halves = 0;
    int singles = 0;
    for (int at = start; at < Math.min(length, start + TILE); at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      switch (bytes.get(WIDTHS_AT + at / BLOCK)) {
        case 0 -> {}
        case 1 -> singles += count;
        case 2 -> halves += count;
        case 3 -> {
          halves += count;
          singles += count;
        }
        case WIDEST -> ints += count;
        default -> throw new CorruptRecordException("packed integers of unknown width");
      }
    }
    return new Planes(ints, halves, singles);
  }

  private PlaneTile.Widths widths(int start) {
    return new PlaneTile.Widths(bytes, WIDTHS_AT + start / BLOCK, Math.min(TILE, length - start));
  }

  private IntBuffer words() {
    int at = WIDTHS_AT + blocks(length);
    return bytes.slice(at, bytes.limit() - at).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  private static int blocks(int length) {
    return Math.ceilDiv(length, BLOCK);
  }

  /** Bytes that hold every value of the range; 0 where all are zero. */
  private static int width(int[] values, int from, int count) {
    int magnitudes = 0;
    int any = 0;
    for (int i = from; i < from + count; i++) {
      magnitudes |= values[i] ^ (values[i] >> 31);
      any |= values[i];
    }
    int width = any == 0 ? 0 : Math.ceilDiv(signedBits(magnitudes), Byte.SIZE);
    return width == 3 && !fitsThree(values, from, count) ? WIDEST : width;
  }

  /** With a signed low half, the largest of 24 bits do not fit. */
  private static boolean fitsThree(int[] values, int from, int count) {
    int magnitudes = 0;
    for (int i = from; i < from + count; i++) {
      int rounded = values[i] + HALF_ROUNDING;
      magnitudes |= rounded ^ (rounded >> 31);
    }
    return signedBits(magnitudes) <= 3 * Byte.SIZE;
  }

  private static int signedBits(int magnitudes) {
    return Integer.SIZE + 1 - Integer.numberOfLeadingZeros(magnitudes);
  }
}
