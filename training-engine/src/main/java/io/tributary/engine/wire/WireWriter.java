package io.tributary.engine.wire;

import io.tributary.engine.metric.MetricSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes one record: kind (1 byte), version (1 byte), fields, CRC-32C (4 bytes) over everything
 * before. Not thread-safe.
 */
public final class WireWriter {
  static final int VERSION = 1;
  private static final int START = 256;

  private ByteBuffer buffer;

  /**
   * @param bulkBytes size of the arrays that will be written, so that the buffer need not grow
   */
  public WireWriter(RecordKind kind, int bulkBytes) {
    this.buffer = ByteBuffer.allocate(START + bulkBytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) kind.number()).put((byte) VERSION);
  }

  public WireWriter putByte(int value) {
    ensure(Byte.BYTES).put((byte) value);
    return this;
  }

  public WireWriter putInt(int value) {
    ensure(Integer.BYTES).putInt(value);
    return this;
  }

  public WireWriter putLong(long value) {
    ensure(Long.BYTES).putLong(value);
    return this;
  }

  /** Length, then the bytes. */
  public WireWriter putBytes(byte[] bytes) {
    putInt(bytes.length);
    ensure(bytes.length).put(bytes);
    return this;
  }

  public WireWriter putText(String text) {
    return putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Length, then the values. */
  public WireWriter putLongs(long[] values) {
    putInt(values.length);
    int bytes = Math.multiplyExact(values.length, Long.BYTES);
    ensure(bytes).asLongBuffer().put(values);
    buffer.position(buffer.position() + bytes);
    return this;
  }

  /** Length, then the values between position and limit; {@code values} is left as it was. */
  public WireWriter putInts(IntBuffer values) {
    putInt(values.remaining());
    int bytes = Math.multiplyExact(values.remaining(), Integer.BYTES);
    ensure(bytes).asIntBuffer().put(values.duplicate());
    buffer.position(buffer.position() + bytes);
    return this;
  }

  public WireWriter putMetricSums(MetricSums sums) {
    return putLong(sums.rows()).putByte(sums.finite() ? 1 : 0).putLongs(sums.sums());
  }

  /** The finished record. */
  public byte[] toBytes() {
    CRC32C crc = new CRC32C();
    crc.update(buffer.array(), 0, buffer.position());
    ensure(Integer.BYTES).putInt((int) crc.getValue());
    return buffer.position() == buffer.capacity()
        ? buffer.array()
        : Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer ensure(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.addExact(buffer.position(), bytes) * 2;
      buffer =
          ByteBuffer.allocate(capacity)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(buffer.array(), 0, buffer.position());
    }
    return buffer;
  }
}
