package io.tributary.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A NumPy array, its first dimension the rows, with or without a second one of one dimension as
 * labels. Unsigned bytes in wide rows or in more than two dimensions are one vector, {@code
 * pixels}; other values are columns {@code c1}, {@code c2}, ...
 */
final class NpyRows implements Rows {
  /** Rows of more unsigned bytes than this are images rather than tables. */
  private static final int MAX_BYTE_COLUMNS = 64;

  private final NpyFile array;
  private final @Nullable NpyFile labels;
  private final List<InputColumn> columns = new ArrayList<>();

  private NpyRows(NpyFile array, @Nullable NpyFile labels) {
    this.array = array;
    this.labels = labels;
    if (isVector()) {
      columns.add(
          InputColumn.vector(
              "pixels", array.shape().stream().skip(1).map(Math::toIntExact).toList()));
    } else {
      for (int i = 0; i < array.width(); i++) {
        columns.add(InputColumn.typed("c" + (i + 1), array.type().columnType()));
      }
    }
    if (labels != null) {
      columns.add(new InputColumn("label", labels.type().columnType(), "label", 1));
    }
  }

  /** Takes an array and its labels in either order. */
  static NpyRows open(List<ReceivedFile> files, FileLimits limits) {
    if (files.size() > 2) {
      throw FileProblems.unsupported(
          files.get(2),
          "the upload",
          "has %d files, but a data set of NumPy arrays is one or two".formatted(files.size()),
          "Send one array, or one of features and one of labels.");
    }
    NpyFile first = NpyFile.open(files.getFirst());
    if (files.size() == 1) {
      return checked(first, null, limits);
    }
    NpyFile second = NpyFile.open(files.get(1));
    boolean swapped = isLabels(first) && !isLabels(second);
    NpyFile labels = swapped ? first : second;
    NpyFile array = swapped ? second : first;
    if (!isLabels(labels)) {
      throw FileProblems.unsupported(
          labels.file(),
          "the array",
          "has %d values per row, but labels are one".formatted(labels.width()),
          "Send one array of features and one of labels (one dimension).");
    }
    if (array.rows() != labels.rows()) {
      throw FileProblems.damaged(
          labels.file(),
          "label",
          "holds %d labels for the %d rows of %s"
              .formatted(labels.rows(), array.rows(), array.file().label()));
    }
    return checked(array, labels, limits);
  }

  private static NpyRows checked(NpyFile array, @Nullable NpyFile labels, FileLimits limits) {
    NpyRows rows = new NpyRows(array, labels);
    ColumnNames.requireCount(array.file(), rows.columns.size(), limits);
    return rows;
  }

  private static boolean isLabels(NpyFile array) {
    return array.width() == 1;
  }

  private boolean isVector() {
    return array.type().isUnsignedByte()
        && (array.shape().size() > 2 || array.width() > MAX_BYTE_COLUMNS);
  }

  @Override
  public String format() {
    return "npy";
  }

  @Override
  public String label() {
    return array.file().label();
  }

  @Override
  public List<InputColumn> columns() {
    return columns;
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    ValueRow row = new ValueRow("", "row");
    try (InputStream values = array.values();
        InputStream texts = labels == null ? InputStream.nullInputStream() : labels.values()) {
      for (long i = 1; i <= array.rows(); i++) {
        row.begin(i);
        if (isVector()) {
          row.set(0, values.readNBytes(array.rowBytes()));
        } else {
          set(row, 0, array, values);
        }
        if (labels != null) {
          set(row, columns.size() - 1, labels, texts);
        }
        rows.accept(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(ValueRow row, int column, NpyFile array, InputStream in)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(array.rowBytes())).order(array.type().order());
    for (int i = 0; i < array.width(); i++) {
      Object value = array.type().value(bytes, i * array.type().bytes());
      if (value != null) {
        row.set(column + i, value);
      }
    }
  }
}
