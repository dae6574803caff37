package io.tributary.dataset;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end of a zip file (PKWARE APPNOTE 4.3.14 to 4.3.16), where the number of entries stands. A
 * file that was cut does not have it.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_BYTES = 20;
  private static final int END_64 = 0x06064b50;

  private ZipDirectory() {}

  /** Number of entries that the file says it has; -1 where it has no end. */
  static long entries(ReceivedFile file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
      int length = (int) Math.min(file.bytes(), END_BYTES + MAX_COMMENT + LOCATOR_64_BYTES);
      ByteBuffer tail = read(in, file.bytes() - length, length);
      for (int at = length - END_BYTES; at >= 0; at--) {
        boolean end =
            tail.getInt(at) == END
                && Short.toUnsignedInt(tail.getShort(at + 20)) == length - END_BYTES - at;
        if (end) {
          int entries = Short.toUnsignedInt(tail.getShort(at + 10));
          return entries == 0xFFFF ? entries64(in, tail, at, entries) : entries;
        }
      }
      return -1;
    }
  }

  private static long entries64(RandomAccessFile in, ByteBuffer tail, int end, int entries)
      throws IOException {
    int locator = end - LOCATOR_64_BYTES;
    if (locator < 0 || tail.getInt(locator) != LOCATOR_64) {
      return entries;
    }
    long at = tail.getLong(locator + 8);
    if (at < 0 || at > in.length() - 56) {
      return -1;
    }
    ByteBuffer end64 = read(in, at, 56);
    return end64.getInt(0) == END_64 ? end64.getLong(32) : -1;
  }

  private static ByteBuffer read(RandomAccessFile in, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(from);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
