package io.tributary.platform.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy files made in memory. */
final class NpyBytes {
  private NpyBytes() {}

  static byte[] file(String descr, String shape, byte[] values) {
    return file(
        "'descr': '%s', 'fortran_order': False, 'shape': %s".formatted(descr, shape), values);
  }

  /** A file whose header is the dictionary with these entries. */
  static byte[] file(String entries, byte[] values) {
    String open = "{" + entries + ", }";
    String header = open + " ".repeat(63 - (open.length() + 10) % 64) + "\n";
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.write(header.length() & 0xFF);
    file.write(header.length() >> 8);
    file.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(values);
    return file.toByteArray();
  }

  static byte[] doubles(int rows, int columns, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return file("<f8", "(%d, %d)".formatted(rows, columns), bytes.array());
  }
}
