package io.tributary.platform.dataset;

import java.nio.ByteBuffer;

/** IDX files made in memory. */
final class IdxBytes {
  private IdxBytes() {}

  static byte[] labels(int... labels) {
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
    for (int label : labels) {
      file.put((byte) label);
    }
    return file.array();
  }

  /** Pixels count up from 0. */
  static byte[] images(int count, int height, int width) {
    ByteBuffer file =
        ByteBuffer.allocate(16 + count * height * width)
            .putInt(0x0803)
            .putInt(count)
            .putInt(height)
            .putInt(width);
    for (int i = 0; file.hasRemaining(); i++) {
      file.put((byte) i);
    }
    return file.array();
  }
}
