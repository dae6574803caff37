package io.tributary.engine.wire;

import java.nio.ByteBuffer;

/** Bits into bytes, each byte's lowest first. */
final class BitWriter {
  private final ByteBuffer bytes;

  /** Bits that fill no byte yet: fewer than 8 between calls. */
  private long window;

  private int pending;

  BitWriter(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** The lowest {@code count} (0 to 32) bits of {@code value}. */
  void put(int value, int count) {
    window |= (value & ((1L << count) - 1)) << pending;
    pending += count;
    for (; pending >= Byte.SIZE; pending -= Byte.SIZE) {
      bytes.put((byte) window);
      window >>>= Byte.SIZE;
    }
  }

  /** So many ones. */
  void ones(int count) {
    int left = count;
    for (; left > Integer.SIZE; left -= Integer.SIZE) {
      put(-1, Integer.SIZE);
    }
    put(-1, left);
  }

  /** Fills the last byte with zeros. */
  void end() {
    if (pending > 0) {
      bytes.put((byte) window);
    }
  }
}
