package io.tributary.engine.wire;

import java.nio.ByteBuffer;

/**
 * Bits out of bytes, each byte's lowest first. Throws {@link CorruptRecordException} at the end.
 */
final class BitReader {
  private final ByteBuffer bytes;
  private int at;

  /** The next bits; zeros above those that are {@code available}. */
  private long window;

  private int available;

  /** From the byte at {@code at} to the limit. */
  BitReader(ByteBuffer bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The next {@code count} (0 to 32) bits, unsigned where fewer than 32. */
  int take(int count) {
    fill(count);
    int taken = (int) (window & ((1L << count) - 1));
    drop(count);
    return taken;
  }

  /** The number of ones before the next zero, which is taken too. */
  int ones() {
    int ones = 0;
    while (true) {
      fill(1);
      int run = Long.numberOfTrailingZeros(~window);
      ones += run;
      drop(run);
      if (available > 0) {
        drop(1);
        return ones;
      }
    }
  }

  /** Refuses whole bytes, or ones, that are left. */
  void requireEnd() {
    if (at != bytes.limit() || window != 0) {
      throw new CorruptRecordException("sparse integers that do not fill their bytes");
    }
  }

  private void fill(int count) {
    while (available < count) {
      if (at == bytes.limit()) {
        throw new CorruptRecordException("sparse integers that end in the middle of one");
      }
      window |= (bytes.get(at++) & 0xFFL) << available;
      available += Byte.SIZE;
    }
  }

  private void drop(int count) {
    window >>>= count;
    available -= count;
  }
}
