package io.tributary.engine.wire;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.ScoreSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads what {@code WireWriter} wrote. Every method throws {@code CorruptRecordException}. Not
 * thread-safe.
 */
public final class WireReader {
  private final ByteBuffer buffer;
  private final RecordKind kind;

  /**
   * Checks frame and checksum of a record between position and limit. {@code bytes} are neither
   * copied nor moved on: what is given out as a view is a view of them.
   */
  public WireReader(ByteBuffer bytes) {
    this.buffer = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int body = buffer.limit() - Integer.BYTES;
    if (body < 2) {
      throw new CorruptRecordException("record of " + buffer.limit() + " bytes");
    }
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(0, body));
    if ((int) crc.getValue() != buffer.getInt(body)) {
      throw new CorruptRecordException(
          "record of " + buffer.limit() + " bytes with a wrong checksum");
    }
    buffer.limit(body);
    this.kind = RecordKind.ofNumber(buffer.get());
    int version = buffer.get();
    if (version != WireWriter.VERSION) {
      throw new CorruptRecordException(
          "record of version " + version + "; this program reads version " + WireWriter.VERSION);
    }
  }

  /** Throws {@code CorruptRecordException} where the record is of another kind. */
  public void expect(RecordKind wanted) {
    if (kind() != wanted) {
      throw new CorruptRecordException("a %s is no %s".formatted(kind(), wanted));
    }
  }

  public RecordKind kind() {
    return kind;
  }

  public int getByte() {
    return require(Byte.BYTES).get();
  }

  public int getInt() {
    return require(Integer.BYTES).getInt();
  }

  public long getLong() {
    return require(Long.BYTES).getLong();
  }

  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  public byte[] getBytes() {
    byte[] bytes = new byte[getLength(Byte.BYTES)];
    buffer.get(bytes);
    return bytes;
  }

  public String getText() {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  public long[] getLongs() {
    long[] values = new long[getLength(Long.BYTES)];
    buffer.asLongBuffer().get(values);
    buffer.position(buffer.position() + values.length * Long.BYTES);
    return values;
  }

  public int[] getInts() {
    int[] values = new int[getLength(Integer.BYTES)];
    buffer.asIntBuffer().get(values);
    buffer.position(buffer.position() + values.length * Integer.BYTES);
    return values;
  }

  /** The record's last field, as a view of its bytes. */
  public PackedInts getPackedInts() {
    int length = getInt();
    if (length < 0) {
      throw new CorruptRecordException("field of length " + length + " in a " + kind);
    }
    PackedInts values = PackedInts.view(length, buffer);
    buffer.position(buffer.limit());
    return values;
  }

  public MetricSums getMetricSums() {
    long rows = getLong();
    long mark = getLong();
    int flags = getByte();
    long[] sums = getPackedLongs();
    boolean scored = (flags & WireWriter.SCORED) != 0;
    return new MetricSums(
        rows, mark, sums, (flags & WireWriter.FINITE) != 0, scored ? getScores() : ScoreSums.NONE);
  }

  private ScoreSums getScores() {
    long[] words = getPackedLongs();
    int[] keys = new int[getLength(2 * Byte.BYTES)];
    long[] counts = new long[keys.length];
    long key = 0;
    for (int i = 0; i < keys.length; i++) {
      long further = getPackedLong();
      key += further;
      if (further < (i == 0 ? 0 : 1) || key < 0 || key > Integer.MAX_VALUE) {
        throw new CorruptRecordException("scores out of order in a " + kind);
      }
      keys[i] = (int) key;
      counts[i] = getPackedLong();
    }
    return new ScoreSums(words, keys, counts);
  }

  private long[] getPackedLongs() {
    long[] values = new long[getLength(Byte.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = getPackedLong();
    }
    return values;
  }

  private long getPackedLong() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int read = getByte();
      bits |= (read & 0x7FL) << shift;
      if ((read & 0x80) == 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new CorruptRecordException("a number of more than 64 bits in a " + kind);
  }

  /** Throws when fields are left over. */
  public void end() {
    if (buffer.hasRemaining()) {
      throw new CorruptRecordException(buffer.remaining() + " bytes too many in a " + kind);
    }
  }

  private int getLength(int elementBytes) {
    int length = getInt();
    if (length < 0 || (long) length * elementBytes > buffer.remaining()) {
      throw new CorruptRecordException("field of length " + length + " in a " + kind);
    }
    return length;
  }

  private ByteBuffer require(int bytes) {
    if (buffer.remaining() < bytes) {
      throw new CorruptRecordException("a " + kind + " that ends in the middle of a field");
    }
    return buffer;
  }
}
