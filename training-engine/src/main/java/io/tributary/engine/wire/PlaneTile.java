package io.tributary.engine.wire;

import static io.tributary.engine.wire.PackedPlanes.BLOCK;
import static io.tributary.engine.wire.PackedPlanes.TILE;

import io.tributary.engine.wire.PackedPlanes.Planes;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Values between their plain form and planes of words. A word holds two halves, or four bytes, from
 * equally long stretches of the tile rather than neighbours: so packing is arithmetic on whole
 * arrays of int with the same index on both sides, which the compiler vectorises; conversions
 * between int, short and byte it does not, nor copies to another offset, which are array copies
 * here. A value of three bytes is a signed half and, above it, a signed byte.
 */
final class PlaneTile {
  private final int[] words;
  private final int[] part;
  private final int[] halves;
  private final int[] singles;
  private final int[] low;
  private final int[] high;

  /** Widths of the tile's blocks, and the number of its values. */
  record Widths(ByteBuffer bytes, int at, int values) {
    int of(int start) {
      return bytes.get(at + start / BLOCK);
    }

    int count(int start) {
      return Math.min(BLOCK, values - start);
    }
  }

  /**
   * @param most values at a time
   */
  PlaneTile(int most) {
    int size = Math.min(TILE, Math.ceilDiv(most, Integer.BYTES) * Integer.BYTES);
    this.words = new int[Math.ceilDiv(size, 2)];
    this.part = new int[Math.ceilDiv(size, 2)];
    this.halves = new int[size];
    this.singles = new int[size];
    this.low = new int[size];
    this.high = new int[size];
  }

  /** Writes the tile's planes where {@code target} stands. */
  void pack(int[] source, int from, Widths widths, Planes planes, IntBuffer target) {
    // Blocks of three bytes are in both planes.
    boolean splits = planes.halves() > 0 && planes.singles() > 0;
    if (splits) {
      System.arraycopy(source, from, high, 0, widths.values());
      for (int i = 0; i < widths.values(); i++) {
        high[i] = (high[i] + PackedPlanes.HALF_ROUNDING) >> Short.SIZE;
      }
    }
    int half = 0;
    int single = 0;
    for (int start = 0; start < widths.values(); start += BLOCK) {
      int count = widths.count(start);
      int width = widths.of(start);
      if (width == PackedPlanes.WIDEST) {
        target.put(source, from + start, count);
      }
      if (width == 2 || width == 3) {
        System.arraycopy(source, from + start, halves, half, count);
        half += count;
      }
      if (width == 1) {
        System.arraycopy(source, from + start, singles, single, count);
        single += count;
      }
      if (width == 3) {
        System.arraycopy(high, start, singles, single, count);
        single += count;
      }
    }
    packPlane(halves, half, Short.SIZE, target);
    packPlane(singles, single, Byte.SIZE, target);
  }

  private void packPlane(int[] plane, int count, int bits, IntBuffer target) {
    int lanes = Integer.SIZE / bits;
    int n = Math.ceilDiv(count, lanes);
    int mask = (1 << bits) - 1;
    Arrays.fill(plane, count, n * lanes, 0);
    Arrays.fill(words, 0, n, 0);
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(plane, lane * n, part, 0, n);
      int shift = lane * bits;
      for (int i = 0; i < n; i++) {
        words[i] |= (part[i] & mask) << shift;
      }
    }
    target.put(words, 0, n);
  }

  /** Adds the values of the planes where {@code source} stands. */
  void addTo(int[] target, int at, IntBuffer source, Widths widths, Planes planes) {
    copyTo(low, 0, source, widths, planes);
    System.arraycopy(target, at, high, 0, widths.values());
    for (int i = 0; i < widths.values(); i++) {
      high[i] += low[i];
    }
    System.arraycopy(high, 0, target, at, widths.values());
  }

  /** Copies the values of the planes where {@code source} stands. */
  void copyTo(int[] target, int at, IntBuffer source, Widths widths, Planes planes) {
    int ints = source.position();
    source.position(ints + planes.ints());
    unpackPlane(source, planes.halves(), Short.SIZE, halves);
    unpackPlane(source, planes.singles(), Byte.SIZE, singles);
    if (planes.halves() > 0 && planes.singles() > 0) {
      spread(low, 0, source, ints, widths);
      spreadHigh(widths);
      for (int i = 0; i < widths.values(); i++) {
        low[i] += high[i] << Short.SIZE;
      }
      System.arraycopy(low, 0, target, at, widths.values());
    } else {
      spread(target, at, source, ints, widths);
    }
  }

  /** Everything but the high bytes of values of three bytes. */
  private void spread(int[] target, int at, IntBuffer source, int firstInt, Widths widths) {
    int ints = firstInt;
    int half = 0;
    int single = 0;
    for (int start = 0; start < widths.values(); start += BLOCK) {
      int count = widths.count(start);
      int width = widths.of(start);
      switch (width) {
        case 0 -> Arrays.fill(target, at + start, at + start + count, 0);
        case 1 -> System.arraycopy(singles, single, target, at + start, count);
        case 2, 3 -> {
          System.arraycopy(halves, half, target, at + start, count);
          half += count;
        }
        default -> {
          source.get(ints, target, at + start, count);
          ints += count;
        }
      }
      single += width == 1 || width == 3 ? count : 0;
    }
  }

  private void spreadHigh(Widths widths) {
    int single = 0;
    for (int start = 0; start < widths.values(); start += BLOCK) {
      int count = widths.count(start);
      int width = widths.of(start);
      if (width == 3) {
        System.arraycopy(singles, single, high, start, count);
      } else {
        Arrays.fill(high, start, start + count, 0);
      }
      single += width == 1 || width == 3 ? count : 0;
    }
  }

  private void unpackPlane(IntBuffer source, int count, int bits, int[] plane) {
    int lanes = Integer.SIZE / bits;
    int n = Math.ceilDiv(count, lanes);
    int mask = (1 << bits) - 1;
    int sign = 1 << (bits - 1);
    source.get(words, 0, n);
    for (int lane = 0; lane < lanes; lane++) {
      int shift = lane * bits;
      for (int i = 0; i < n; i++) {
        part[i] = (((words[i] >>> shift) & mask) ^ sign) - sign;
      }
      System.arraycopy(part, 0, plane, lane * n, n);
    }
  }
}
