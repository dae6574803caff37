package io.tributary.dataset;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of Parquet files with the same columns, file after file, a page of each column at a time.
 */
final class ParquetRows implements Rows {
  private static final int DECODING_THREADS = 1;

  /** Below this size no ratio is asked, as for other packed files. */
  private static final long RATIO_FREE_BYTES = 16L << 20;

  private final List<ReceivedFile> files;
  private final List<InputColumn> columns;

  private ParquetRows(List<ReceivedFile> files, List<InputColumn> columns) {
    this.files = files;
    this.columns = columns;
  }

  /** Reads the schemas. */
  static ParquetRows open(List<ReceivedFile> files, FileLimits limits) {
    List<InputColumn> columns = columns(files.getFirst(), limits);
    for (ReceivedFile other : files.subList(1, files.size())) {
      if (!columns(other, limits).equals(columns)) {
        throw new FileException(
            FileFault.DATASET_INVALID_COLUMNS,
            "%s has other columns than %s.".formatted(other.label(), files.getFirst().label()),
            "Give all files the same columns in the same order.");
      }
    }
    return new ParquetRows(files, columns);
  }

  private static List<InputColumn> columns(ReceivedFile file, FileLimits limits) {
    if (file.kind() != FileKind.PARQUET) {
      throw damaged(file, "does not begin with PAR1");
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file.path()))) {
      ColumnNames.requireCount(file, reader.getFileSchema().getColumnCount(), limits);
      requireFits(file, reader.getFileMetaData(), limits);
      List<ParquetColumn> columns = ParquetColumn.of(file, reader.getFileSchema());
      ColumnNames.require(
          file,
          columns.stream().map(ParquetColumn::name).toList(),
          "schema",
          "Give each column a name of its own; a.b is also column b of structure a.");
      return columns.stream().map(c -> InputColumn.typed(c.name(), c.type())).toList();
    } catch (FileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** Looks at what the file says about itself before anything is unpacked. */
  private static void requireFits(ReceivedFile file, FileMetaData metadata, FileLimits limits) {
    long unpacked = 0;
    for (RowGroup group : metadata.rowGroups()) {
      for (ColumnChunk chunk : group.columns()) {
        // Eight bytes for each value: an encoding may pack a million equal ones into a few bytes.
        unpacked += Math.max(chunk.metaData().totalUncompressedSize(), 8 * group.numRows());
        long packed = Math.max(1, chunk.metaData().totalCompressedSize());
        if (chunk.metaData().totalUncompressedSize() > RATIO_FREE_BYTES
            && chunk.metaData().totalUncompressedSize() / limits.maxUnpackRatio() > packed) {
          throw FileProblems.tooLarge(
              file,
              "unpacks to more than %d times its size".formatted(limits.maxUnpackRatio()),
              "Write it without compression; the limit is the setting"
                  + " tributary.dataset.max-unpack-ratio.");
        }
      }
      if (unpacked < 0 || unpacked > limits.maxUnpacked()) {
        throw FileProblems.tooLarge(
            file,
            "holds more than %d bytes".formatted(limits.maxUnpacked()),
            "Send fewer rows; the limit is the setting tributary.dataset.max-unpacked.");
      }
    }
  }

  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public String label() {
    return ReceivedFile.label(files);
  }

  @Override
  public List<InputColumn> columns() {
    return columns;
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    for (ReceivedFile file : files) {
      try (HardwoodContext context = HardwoodContext.create(DECODING_THREADS);
          ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file.path()), context)) {
        read(file, reader, rows);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  private void read(ReceivedFile file, ParquetFileReader reader, Consumer<Row> rows) {
    List<ParquetColumn> columns = ParquetColumn.of(file, reader.getFileSchema());
    ValueRow row = new ValueRow(file.prefix(files), "row");
    long expected = reader.getFileMetaData().numRows();
    long number = 0;
    try (RowReader values = rowReader(file, reader)) {
      while (next(file, values, columns, row, number + 1)) {
        number++;
        rows.accept(row);
      }
    }
    if (number != expected) {
      throw damaged(file, "has %d rows, not the %d it promises".formatted(number, expected));
    }
  }

  private static RowReader rowReader(ReceivedFile file, ParquetFileReader reader) {
    try {
      return reader.rowReader();
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean next(
      ReceivedFile file, RowReader values, List<ParquetColumn> columns, ValueRow row, long number) {
    try {
      if (!values.hasNext()) {
        return false;
      }
      values.next();
      row.begin(number);
      for (int i = 0; i < columns.size(); i++) {
        @Nullable Object value = columns.get(i).value(values);
        if (value != null) {
          row.set(i, value);
        }
      }
      return true;
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** The library answers damaged files with exceptions of many kinds. */
  private static FileException unreadable(ReceivedFile file, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = FileNames.printable(String.valueOf(root.getMessage()));
    if (root instanceof UnsupportedOperationException) {
      return FileProblems.unsupported(
          file,
          "the file",
          "needs what is not read: " + message,
          "Write it with the codec snappy, gzip, zstd or none, and without encryption.");
    }
    return damaged(file, "does not decode: " + message);
  }

  private static FileException damaged(ReceivedFile file, String how) {
    return FileProblems.damaged(file, "Parquet", how);
  }
}
