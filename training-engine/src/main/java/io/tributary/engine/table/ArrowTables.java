package io.tributary.engine.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/**
 * Tables as Arrow IPC streams, Zstandard-compressed, one record batch each. Numbers are Float8
 * (missing is null), texts are dictionary-encoded Utf8, times Timestamp(MICROSECOND, UTC), bytes
 * are FixedSizeBinary, sparse rows are maps from index to number; any Arrow reader opens them. Four
 * bytes follow the stream, where Arrow readers no longer look: the CRC-32C of all bytes before,
 * little-endian. Thread-safe.
 */
public final class ArrowTables {
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  private ArrowTables() {}

  /** The bytes of {@code table}; equal tables give equal bytes. */
  public static byte[] encode(Table table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    try (BufferAllocator allocator = new RootAllocator()) {
      List<FieldVector> vectors = new ArrayList<>();
      for (Column column : table.columns()) {
        vectors.add(ColumnVectors.write(column, vectors.size(), allocator, dictionaries));
      }
      try (dictionaries;
          VectorSchemaRoot root = new VectorSchemaRoot(vectors);
          ArrowStreamWriter writer =
              new ArrowStreamWriter(
                  root,
                  dictionaries,
                  Channels.newChannel(out),
                  IpcOption.DEFAULT,
                  CommonsCompressionFactory.INSTANCE,
                  // Not LZ4: Arrow's Java writer does it in commons-compress, at 45 kB/s on
                  // numbers.
                  CodecType.ZSTD)) {
        root.setRowCount(table.rows());
        writer.start();
        writer.writeBatch();
        writer.end();
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing a table to memory failed", e);
    }
    int length = out.size();
    byte[] bytes = Arrays.copyOf(out.toByteArray(), length + CHECKSUM_BYTES);
    littleEndian(bytes).putInt(length, checksum(bytes, length));
    return bytes;
  }

  /**
   * The table in {@code bytes}. Throws {@code IllegalArgumentException} where they are not such a
   * stream, or not all of it, or changed since they were written.
   */
  public static Table decode(byte[] bytes) {
    requireIntact(bytes);
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(
                new ByteArrayInputStream(bytes, 0, bytes.length - CHECKSUM_BYTES),
                allocator,
                CommonsCompressionFactory.INSTANCE)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      if (!reader.loadNextBatch()) {
        throw new IllegalArgumentException("an Arrow stream without a record batch is not a table");
      }
      List<Column> columns = new ArrayList<>();
      for (FieldVector vector : root.getFieldVectors()) {
        columns.add(ColumnVectors.read(vector, reader));
      }
      return new Table(columns);
    } catch (IOException e) {
      throw new IllegalArgumentException("not an Arrow stream: " + e.getMessage(), e);
    }
  }

  private static void requireIntact(byte[] bytes) {
    int length = bytes.length - CHECKSUM_BYTES;
    if (length < 0) {
      throw new IllegalArgumentException("%d bytes are no stored table".formatted(bytes.length));
    }
    int stored = littleEndian(bytes).getInt(length);
    int computed = checksum(bytes, length);
    if (stored != computed) {
      throw new IllegalArgumentException(
          "a stored table of %d bytes has checksum %08x, its bytes give %08x: cut off or changed"
              .formatted(bytes.length, stored, computed));
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
