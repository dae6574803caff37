package io.tributary.engine.wire;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.ScoreSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes one record: kind (1 byte), version (1 byte), fields, CRC-32C (4 bytes) over everything
 * before. Not thread-safe.
 */
public final class WireWriter {
  static final int VERSION = 7;

  /** Flags of metric sums. */
  static final int FINITE = 1;

  static final int SCORED = 2;

  private static final int START = 512;

  private ByteBuffer buffer = ByteBuffer.allocate(START).order(ByteOrder.LITTLE_ENDIAN);

  public WireWriter(RecordKind kind) {
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
  public WireWriter putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

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

  /** Length, then the values. */
  public WireWriter putInts(int[] values) {
    putInt(values.length);
    int bytes = Math.multiplyExact(values.length, Integer.BYTES);
    ensure(bytes).asIntBuffer().put(values);
    buffer.position(buffer.position() + bytes);
    return this;
  }

  /** Mostly small counts, so 7 bits a byte, the lowest first, small negative numbers too. */
  public WireWriter putMetricSums(MetricSums sums) {
    ScoreSums scores = sums.scores();
    boolean scored = scores.words().length + scores.keys().length > 0;
    putLong(sums.rows()).putLong(sums.mark());
    putByte((sums.finite() ? FINITE : 0) | (scored ? SCORED : 0));
    putPackedLongs(sums.sums());
    return scored ? putScores(scores) : this;
  }

  private WireWriter putScores(ScoreSums scores) {
    putPackedLongs(scores.words()).putInt(scores.keys().length);
    int before = 0;
    for (int i = 0; i < scores.keys().length; i++) {
      putPackedLong(scores.keys()[i] - before).putPackedLong(scores.counts()[i]);
      before = scores.keys()[i];
    }
    return this;
  }

  private WireWriter putPackedLongs(long[] values) {
    putInt(values.length);
    for (long value : values) {
      putPackedLong(value);
    }
    return this;
  }

  private WireWriter putPackedLong(long value) {
    long left = (value << 1) ^ (value >> (Long.SIZE - 1));
    for (; (left & ~0x7FL) != 0; left >>>= 7) {
      putByte((int) left | 0x80);
    }
    return putByte((int) left);
  }

  /** The finished record. */
  public byte[] toBytes() {
    return finish(ByteBuffer.allocate(0));
  }

  /** The finished record, ending with {@code values}: they are copied once, into their place. */
  public byte[] toBytes(PackedInts values) {
    return putInt(values.length()).finish(values.bytes());
  }

  private byte[] finish(ByteBuffer last) {
    int body = buffer.position() + last.remaining();
    byte[] bytes = new byte[body + Integer.BYTES];
    System.arraycopy(buffer.array(), 0, bytes, 0, buffer.position());
    last.get(bytes, buffer.position(), last.remaining());
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, body);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(body, (int) crc.getValue());
    return bytes;
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
